using Microsoft.CodeAnalysis;

namespace Opossum.Typed.Analyzers.Declarations;

/// <summary>Types that the compiler objects to: there is nothing to add to its error.</summary>
internal static class MissingTypes
{
    public static bool Contains(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Error } => true,
        IArrayTypeSymbol array => Contains(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(Contains),
        _ => false,
    };
}
