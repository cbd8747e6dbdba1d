using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Opossum.Typed.Generators.Text;

/// <summary>Names as C# identifiers.</summary>
internal static class Identifiers
{
    /// <summary>Words that mean something in a place where generated code puts a name.</summary>
    private static readonly HashSet<string> Contextual = new(StringComparer.Ordinal)
    {
        "allows", "and", "async", "await", "dynamic", "extension", "field", "file", "from", "global", "managed", "nameof", "not", "notnull",
        "or", "partial", "record", "required", "scoped", "unmanaged", "var", "when", "where", "with", "yield",
    };

    /// <summary>The name as source: <c>@class</c> for a member called <c>class</c>.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || Contextual.Contains(name) ? "@" + name : name;

    /// <summary>
    /// The words of a tag's key as one capitalised name, <c>OrderNumber</c> of <c>order-number</c>; null when it has no letter or digit.
    /// </summary>
    public static string? PascalCase(string key)
    {
        var name = new StringBuilder(key.Length);
        var startsWord = true;
        foreach (var c in key)
        {
            if (char.IsLetterOrDigit(c)) name.Append(startsWord ? char.ToUpperInvariant(c) : c);
            startsWord = !char.IsLetterOrDigit(c);
        }

        return name.Length == 0 ? null : name.ToString();
    }

    /// <summary>A tag's key as the name of a parameter.</summary>
    public static string ParameterName(string key) =>
        PascalCase(key) is { } pascal && CamelCase.Of(pascal) is var camel && SyntaxFacts.IsValidIdentifier(camel)
            ? Escape(camel)
            : "value";
}
