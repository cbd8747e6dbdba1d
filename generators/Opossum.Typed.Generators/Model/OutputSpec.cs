using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Model;

/// <summary>What concerns every file: it changes once in a blue moon, or each file would be written anew.</summary>
internal sealed record OutputSpec
{
    /// <summary>Whether warnings in generated code are shown: in our own tests. Users never see them.</summary>
    public required bool ShowsWarnings { get; init; }

    /// <summary>Whether analyzers run in this build, by which a refused declaration is explained.</summary>
    public required bool RunsAnalyzers { get; init; }

    /// <summary>Full names that differ by case alone, which file names may not.</summary>
    public required EquatableArray<string> Clashing { get; init; }

    public static EquatableArray<string> FindClashing(IEnumerable<string> fullNames) => fullNames
        .Distinct(StringComparer.Ordinal)
        .GroupBy(static name => name, StringComparer.OrdinalIgnoreCase)
        .Where(static alike => alike.Skip(1).Any())
        .SelectMany(static alike => alike)
        .OrderBy(static name => name, StringComparer.Ordinal)
        .ToEquatableArray();

    public string FileName(DeclarationSpec declaration, string kind)
    {
        var name = declaration.FullName;
        return Clashing.Contains(name) ? $"{name}-{StableHash.Of(declaration)}.{kind}.g.cs" : $"{name}.{kind}.g.cs";
    }
}
