using Microsoft.CodeAnalysis;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>Finds attributes by the full names of their types.</summary>
internal static class Attributes
{
    public static bool Is(AttributeData attribute, string name) => attribute.AttributeClass is { } type && MemberClassifier.Is(type, name);

    /// <summary>True if the symbol has the attribute, however often.</summary>
    public static bool Has(ISymbol symbol, string name)
    {
        foreach (var attribute in symbol.GetAttributes())
            if (Is(attribute, name)) return true;
        return false;
    }

    /// <summary>
    /// The attribute of this name, where there is exactly one. Over the files of a partial type there can be several, each of which would
    /// give a file of the same name; the compiler objects to them anyway.
    /// </summary>
    public static AttributeData? Single(ISymbol symbol, string name)
    {
        AttributeData? single = null;
        foreach (var attribute in symbol.GetAttributes())
        {
            if (!Is(attribute, name)) continue;
            if (single is not null) return null;
            single = attribute;
        }

        return single;
    }
}
