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

    /// <summary>True if a property that the type shows overrides this one.</summary>
    public static bool IsOverridden(IPropertySymbol property, INamedTypeSymbol type)
    {
        foreach (var shown in Properties(type))
        {
            for (var each = shown.OverriddenProperty; each is not null; each = each.OverriddenProperty)
            {
                if (SymbolEqualityComparer.Default.Equals(each, property)) return true;
            }
        }

        return false;
    }

    /// <summary>
    /// True if a property overrides one accessor alone. Reading and writing it then runs the code of two records, and what the setter of
    /// one keeps need not be what the getter of the other returns.
    /// </summary>
    public static bool IsSplit(IPropertySymbol property)
    {
        var (lacksGet, lacksSet) = (property.GetMethod is null, property.SetMethod is null);
        for (var each = property.OverriddenProperty; each is not null && (lacksGet || lacksSet); each = each.OverriddenProperty)
            if ((lacksGet && each.GetMethod is not null) || (lacksSet && each.SetMethod is not null)) return true;
        return false;
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
