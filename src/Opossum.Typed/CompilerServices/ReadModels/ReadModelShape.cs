using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace Opossum.Typed.CompilerServices;

/// <summary>What a generated read model says of itself, for any storage. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReadModelShape
{
    private string? _identity;

    /// <summary>The name of the table.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// A hash of the code that makes the rows: the record, its handlers, and what they call in the assembly. Other logic, other rows.
    /// </summary>
    public required string Logic { get; init; }

    /// <summary>
    /// A hash of the declarations that say how columns are read: rows of other logic can be read if it is the same, and so are the columns.
    /// </summary>
    public string Layout { get; init; } = "";

    /// <summary>See <see cref="ReadModelAttribute.Revision"/>.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>The columns, those of the key first and computed ones last.</summary>
    public required ImmutableArray<ReadModelColumn> Columns { get; init; }

    /// <summary>The indexes beside that of the key.</summary>
    public ImmutableArray<ReadModelIndex> Indexes { get; init; } = [];

    /// <summary>The event types that have a handler, or that <see cref="Links"/> name, each once.</summary>
    public required ImmutableArray<HandledEvent> Events { get; init; }

    /// <summary>
    /// The keys of the tags by which rows are found, those of <see cref="Links"/> and of boundaries of <see cref="Joins"/> included. If old
    /// events got such tags, the rows are made again.
    /// </summary>
    public ImmutableArray<string> TagKeys { get; init; } = [];

    /// <summary>The further tables of a projection; see <see cref="ProjectionAttribute.Parts"/>.</summary>
    public ImmutableArray<string> Parts { get; init; } = [];

    /// <summary>The ways to rows by earlier events, each once; see <see cref="ViaAttribute{TEvent}"/>.</summary>
    public ImmutableArray<ReadModelLink> Links { get; init; } = [];

    /// <summary>The decision models that handlers take, each once.</summary>
    public ImmutableArray<ReadModelJoin> Joins { get; init; } = [];

    /// <summary>Whether a handler takes the metadata of events, which then are copied.</summary>
    public bool NeedsMetadata { get; init; }

    /// <summary>The columns of the key; none for a model of one row.</summary>
    public IEnumerable<ReadModelColumn> Key => Columns.Where(static column => column.IsKey);

    /// <summary>
    /// A text that differs if the rows may differ: because of the logic, the columns and what reads them, the indexes, the version of an
    /// event, or the code that reads it. 32 characters.
    /// </summary>
    public string Identity => _identity ??= Hash();

    /// <summary>A text that is the same if rows of the one can be read as rows of the other. 32 characters.</summary>
    internal string RowLayout => field ??= HashOf([Layout, .. Columns.Select(static column => column.ToString())]);

    /// <summary>The events that concern the model.</summary>
    internal Query Query => field ??= Query.Of(QueryItem.FromDistinctTypes(EventNames, []));

    /// <summary>The names that the log stores these events under.</summary>
    internal ImmutableArray<string> EventNames => field.IsDefault ? field = [.. Events.SelectMany(static e => e.Type.Names)] : field;

    /// <summary>The shape of a read model; always the same object.</summary>
    public static ReadModelShape Of<TRow>() where TRow : class, IReadModel<TRow> => Cache<TRow>.Shape;

    private string Hash() => HashOf(
    [
        Logic,
        Layout,
        Revision.ToString(CultureInfo.InvariantCulture),
        .. Columns.Select(static column => column.ToString()),
        .. Indexes.Select(static index => index.ToString()),
        .. Events.Select(static e => string.Create(
            CultureInfo.InvariantCulture, $"{e.Type.Name} {e.Type.Shape.Version} {(e.Decode ? e.Type.Shape.Logic : "")}")),
        .. Parts.Select(static part => $"part {part}"),
        .. Links.Select(static link => $"link {link}"),
        .. Joins.Select(static join => $"join {join.Name} {join.Shape.Identity}"),
    ]);

    private static string HashOf(IEnumerable<string> lines) =>
        Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(string.Concat(lines.Select(static line => line + "\n")))));

    private static class Cache<TRow> where TRow : class, IReadModel<TRow>
    {
        public static readonly ReadModelShape Shape = ReadModelNames.Checked(TRow.Shape);
    }
}

/// <summary>An event type that a read model has a handler for, or that tells of rows which others concern.</summary>
/// <param name="Type">The event type.</param>
/// <param name="Decode">True if a handler or a key needs the payload.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct HandledEvent(EventDescriptor Type, bool Decode)
{
    /// <summary>True if the event finds rows by <see cref="ReadModelShape.Links"/>, or tells of rows that later events find so.</summary>
    public bool UsesLinks { get; init; }
}
