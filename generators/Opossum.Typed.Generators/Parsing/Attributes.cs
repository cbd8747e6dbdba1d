using Microsoft.CodeAnalysis;

namespace Opossum.Typed.Generators.Parsing;

internal static class Attributes
{
    /// <summary>
    /// The attribute of this name, where there is exactly one. Over the files of a partial type there can be several, each of which would
    /// give a file of the same name; the compiler objects to them anyway.
    /// </summary>
    public static AttributeData? Single(ISymbol symbol, string name)
    {
        AttributeData? single = null;
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is not { } type || !MemberClassifier.Is(type, name)) continue;
            if (single is not null) return null;
            single = attribute;
        }

        return single;
    }
}
