using Opossum.Typed.Generators.Collections;

namespace Opossum.Typed.Generators.Model;

/// <summary>A read model: all that its file says.</summary>
internal sealed record ReadModelSpec
{
    public required RowSpec Row { get; init; }

    /// <summary>The name of the table.</summary>
    public required string Name { get; init; }

    public required int Revision { get; init; }

    public required EquatableArray<IndexSpec> Indexes { get; init; }

    public required KeyForm KeyForm { get; init; }

    /// <summary>The methods that handle events, of one type each once routed.</summary>
    public required EquatableArray<HandlerSpec> Handlers { get; init; }

    /// <summary>The methods that give the key of an event; none unless keys are found so.</summary>
    public required EquatableArray<HandlerSpec> Keys { get; init; }

    /// <summary>How the row of a handler begins that there is none of yet.</summary>
    public required RowBeginning Beginning { get; init; }

    /// <summary>False where the user has something of that name.</summary>
    public required bool EmitsAt { get; init; }

    /// <summary>The name of the helper that brings a row into the form in which it comes back; one that means nothing else.</summary>
    public required string StoredName { get; init; }

    /// <summary>A hash of the code that makes the rows; empty until it is computed.</summary>
    public required string Logic { get; init; }

    /// <summary>A hash of the declarations that rows are read by; empty until it is computed.</summary>
    public string Layout { get; init; } = "";

    public DeclarationSpec Declaration => Row.Declaration;

    /// <summary>The ways to rows by earlier events, each once; their places are their numbers in generated code.</summary>
    public IReadOnlyList<LinkSpec> Links =>
    [
        .. Handlers.SelectMany(static handler => handler.Links).Distinct()
            .OrderBy(static link => link.Event, StringComparer.Ordinal)
            .ThenBy(static link => link.TagKey, StringComparer.Ordinal),
    ];

    /// <summary>The decision models that handlers take, each once; their places are their numbers in generated code.</summary>
    public IReadOnlyList<JoinSpec> Joins =>
    [
        .. Handlers.SelectMany(static handler => handler.Joins).Select(static use => use.Join).Distinct()
            .OrderBy(static join => join.Model, StringComparer.Ordinal),
    ];

    /// <summary>The keys of the tags that an event must be able to carry.</summary>
    public IReadOnlyCollection<string> TagKeys => [.. Row.Key.Select(static column => column.Tag?.Key).OfType<string>()];

    /// <summary>The type of the key as source.</summary>
    public string KeyReference => KeyOf([.. Row.Key.Select(static column => column.Value.Reference)]);

    /// <summary>The type of the key whose parts have these types.</summary>
    public static string KeyOf(IReadOnlyList<string> types) => types.Count switch
    {
        0 => "global::System.ValueTuple",
        1 => types[0],
        _ => $"({string.Join(", ", types)})",
    };

    /// <summary>A handler for each event, and a way to the key for each of them.</summary>
    public ReadModelSpec Route(EquatableArray<FamilyMember> members)
    {
        var handlers = HandlerRouting.Resolve(Handlers, TagKeys, members);
        var handled = new HashSet<string>(handlers.Select(static handler => handler.Event), StringComparer.Ordinal);
        return this with
        {
            Handlers = handlers,
            Keys = HandlerRouting.Resolve(Keys, [], members).Where(key => handled.Contains(key.Event)).ToEquatableArray(),
        };
    }
}

/// <summary>An index beside that of the key.</summary>
internal readonly record struct IndexSpec(string Name, EquatableArray<string> Columns, bool IsUnique);

/// <summary>How the rows of an event are found.</summary>
internal enum KeyForm
{
    /// <summary>There is one row.</summary>
    None,

    /// <summary>By the event's tags.</summary>
    Tags,

    /// <summary>By the event's position: each event has a row.</summary>
    Position,

    /// <summary>By <c>KeyOf</c> methods.</summary>
    KeyOf,
}

/// <summary>How a row begins.</summary>
internal enum RowBeginning
{
    /// <summary>By a handler that makes it; others are not called before.</summary>
    Made,

    /// <summary>As <c>new(key)</c>.</summary>
    Empty,
}

/// <summary>A read model or a projection in the set of an assembly; the key of the one, the session of the other.</summary>
internal readonly record struct ReadModelEntry(string FullName, string Reference, string Key, string Name, bool IsProjection)
{
    public static ReadModelEntry Of(ProjectionSpec projection) => new(
        projection.Declaration.FullName, projection.Declaration.Reference, projection.Session, projection.Name, IsProjection: true);

    public static ReadModelEntry Of(ReadModelSpec model) =>
        new(model.Declaration.FullName, model.Declaration.Reference, model.KeyReference, model.Name, IsProjection: false);

    /// <summary>
    /// In the ordinal order of full names, whatever the order of files. Of two that share a name the later one is left out: an analyzer
    /// says so, and the program still runs.
    /// </summary>
    public static EquatableArray<ReadModelEntry> InOrder(IEnumerable<ReadModelEntry> models) => models
        .OrderBy(static model => model.FullName, StringComparer.Ordinal)
        .GroupBy(static model => model.Name, StringComparer.Ordinal)
        .Select(static same => same.First())
        .OrderBy(static model => model.FullName, StringComparer.Ordinal)
        .ToEquatableArray();
}
