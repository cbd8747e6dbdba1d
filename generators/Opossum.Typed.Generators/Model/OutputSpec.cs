using System.Text;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Model;

/// <summary>What concerns every file: it changes once in a blue moon, or each file would be written anew.</summary>
internal sealed record OutputSpec
{
    /// <summary>What file systems allow, for a build with <c>EmitCompilerGeneratedFiles</c>.</summary>
    private const int MaxFileNameBytes = 255;

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
        var (name, end) = (declaration.FullName, $".{kind}.g.cs");
        var bytes = Encoding.UTF8.GetByteCount(name) + end.Length;
        if (!Clashing.Contains(name) && bytes <= MaxFileNameBytes) return name + end;
        end = $"-{StableHash.Of(declaration)}{end}";
        return Shorten(name, MaxFileNameBytes - end.Length) + end;
    }

    /// <summary>The beginning of a name, in whole characters.</summary>
    private static string Shorten(string name, int maxBytes)
    {
        var length = name.Length;
        while (Encoding.UTF8.GetByteCount(name.Substring(0, length)) > maxBytes || char.IsHighSurrogate(name[length - 1])) length--;
        return name.Substring(0, length);
    }
}
