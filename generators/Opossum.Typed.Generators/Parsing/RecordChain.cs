using Microsoft.CodeAnalysis;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>A record and the records that it derives from.</summary>
internal static class RecordChain
{
    /// <summary>The record itself first.</summary>
    public static IEnumerable<INamedTypeSymbol> Upwards(INamedTypeSymbol type)
    {
        for (var each = type; each is not null; each = each.BaseType)
        {
            if (each.SpecialType is SpecialType.System_Object or SpecialType.System_ValueType) yield break;
            yield return each;
        }
    }

    /// <summary>
    /// The properties that an instance shows: one that is overridden or hidden is not among them. The record's own first.
    /// </summary>
    public static IEnumerable<IPropertySymbol> Properties(INamedTypeSymbol type)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var each in Upwards(type))
        {
            // Of two in one record the compiler speaks.
            var own = each.GetMembers().OfType<IPropertySymbol>().Where(property => !names.Contains(property.Name)).ToArray();
            foreach (var property in own) yield return property;
            names.UnionWith(own.Select(static property => property.Name));
        }
    }

    /// <summary>Why a record can't be taken for what its bases are: null where nothing speaks against them.</summary>
    public static (RefusalKind Kind, INamedTypeSymbol? Base)? Problem(INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Class) return null;
        foreach (var each in Upwards(type))
        {
            if (each.BaseType is null or { TypeKind: TypeKind.Error }) return (RefusalKind.Incomplete, each.BaseType);

            // Accessors of a generic type's members would have to be generic themselves.
            if (each.BaseType.IsGenericType) return (RefusalKind.Derived, each.BaseType);
        }

        return null;
    }
}
