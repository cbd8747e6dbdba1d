using Opossum.Typed.Generators.Collections;

namespace Opossum.Typed.Generators.Model;

/// <summary>The events of the compilation, by name alone: a change inside an event leaves it equal.</summary>
internal sealed record CatalogSpec
{
    public required EquatableArray<CatalogEntry> Events { get; init; }

    /// <summary>
    /// Of each name the newest version, in the ordinal order of full names, whatever the order of files. Of two events that share a name
    /// the later one is left out: an analyzer says so, and the program still runs.
    /// </summary>
    public static CatalogSpec Of(IEnumerable<CatalogEntry> events)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var first = new List<CatalogEntry>();
        foreach (var e in Newest(events).OrderBy(static e => e.FullName, StringComparer.Ordinal))
        {
            if (e.Names.Any(taken.Contains)) continue;
            taken.UnionWith(e.Names);
            first.Add(e);
        }

        return new() { Events = first.ToEquatableArray() };
    }

    /// <summary>The full names of the records that are older versions.</summary>
    public static EquatableArray<string> PastOf(IReadOnlyCollection<CatalogEntry> events)
    {
        var newest = new HashSet<CatalogEntry>(Newest(events));
        return events.Where(e => !newest.Contains(e))
            .Select(static e => e.FullName)
            .OrderBy(static name => name, StringComparer.Ordinal)
            .ToEquatableArray();
    }

    private static IEnumerable<CatalogEntry> Newest(IEnumerable<CatalogEntry> events) => events
        .GroupBy(static e => e.Name, StringComparer.Ordinal)
        .SelectMany(static versions => versions.Where(e => e.Version == versions.Max(static each => each.Version)));

    /// <summary>What other assemblies are told: the names alone, old ones too, in ordinal order.</summary>
    public EquatableArray<string> Names =>
        Events.SelectMany(static e => e.Names).OrderBy(static name => name, StringComparer.Ordinal).ToEquatableArray();
}

/// <summary>An event in the catalog.</summary>
internal readonly record struct CatalogEntry(string FullName, string Reference, string Name, int Version, EquatableArray<string> Aliases)
{
    public IEnumerable<string> Names => Aliases.Prepend(Name);

    public static CatalogEntry Of(EventSpec e) => new(e.Declaration.FullName, e.Declaration.Reference, e.Name, e.Version, e.Aliases);
}

/// <summary>A class with <c>[EventModel]</c>.</summary>
internal sealed record RootSpec
{
    public required DeclarationSpec Declaration { get; init; }

    /// <summary>The full name as a reader says it.</summary>
    public required string Name { get; init; }

    /// <summary>False where the user has something of that name.</summary>
    public required bool EmitsReadModels { get; init; }

    /// <summary>Models of other assemblies, as they were declared.</summary>
    public required EquatableArray<IncludeSpec> Includes { get; init; }
}

/// <summary>A class with <c>[EventModel]</c> in another assembly.</summary>
/// <param name="Reference">The class as source.</param>
/// <param name="Name">The full name as a reader says it.</param>
internal readonly record struct IncludeSpec(string Reference, string Name);
