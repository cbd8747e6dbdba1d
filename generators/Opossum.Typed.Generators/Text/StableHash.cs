using System.Globalization;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Text;

/// <summary>FNV-1a: the same in every process, unlike <see cref="object.GetHashCode"/> of a string.</summary>
internal static class StableHash
{
    /// <summary>Long enough for names that must differ without anybody comparing them.</summary>
    public static string Of(string text)
    {
        var hash = 14695981039346656037;
        foreach (var c in text) hash = unchecked((hash ^ c) * 1099511628211);
        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    public static string Of(DeclarationSpec declaration)
    {
        var hash = 2166136261;
        foreach (var c in string.Join("/", declaration.ContainingTypes) + "/" + declaration.FullName)
            hash = unchecked((hash ^ c) * 16777619);
        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
