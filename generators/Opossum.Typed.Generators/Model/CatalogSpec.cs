using Opossum.Typed.Generators.Collections;

namespace Opossum.Typed.Generators.Model;

/// <summary>The events of the compilation, by name alone: a change inside an event leaves it equal.</summary>
internal sealed record CatalogSpec
{
    public required EquatableArray<CatalogEntry> Events { get; init; }

    /// <summary>
    /// In the ordinal order of full names, whatever the order of files. Of two events that share a name the later one is left out: an analyzer says so,
    /// and the program still runs.
    /// </summary>
    public static CatalogSpec Of(IEnumerable<CatalogEntry> events) => new()
    {
        Events = events
            .OrderBy(static e => e.FullName, StringComparer.Ordinal)
            .GroupBy(static e => e.Name, StringComparer.Ordinal)
            .Select(static sameName => sameName.First())
            .ToEquatableArray(),
    };

    /// <summary>What other assemblies are told: the names alone, in ordinal order.</summary>
    public EquatableArray<string> Names => Events.Select(static e => e.Name).OrderBy(static name => name, StringComparer.Ordinal).ToEquatableArray();
}

/// <summary>An event in the catalog.</summary>
internal readonly record struct CatalogEntry(string FullName, string Reference, string Name)
{
    public static CatalogEntry Of(EventSpec e) => new(e.Declaration.FullName, e.Declaration.Reference, e.Name);
}

/// <summary>A class with <c>[EventModel]</c>.</summary>
internal sealed record RootSpec
{
    public required DeclarationSpec Declaration { get; init; }

    /// <summary>The full name as a reader says it.</summary>
    public required string Name { get; init; }

    /// <summary>Models of other assemblies, as they were declared.</summary>
    public required EquatableArray<IncludeSpec> Includes { get; init; }
}

/// <summary>A class with <c>[EventModel]</c> in another assembly.</summary>
/// <param name="Reference">The class as source.</param>
/// <param name="Name">The full name as a reader says it.</param>
internal readonly record struct IncludeSpec(string Reference, string Name);
