using Microsoft.CodeAnalysis;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>What a <c>[Personal]</c> says.</summary>
/// <param name="Of">The member that is the subject; null where there is but one.</param>
/// <param name="Replacement">What the member reads as after an erasure.</param>
internal readonly record struct PersonalMark(string? Of, TypedConstant? Replacement)
{
    /// <summary>
    /// Reads the attribute, which may stand on the parameter or on the property; where it stands on both they must agree.
    /// </summary>
    /// <returns>False when there is one that can't be used.</returns>
    public static bool TryRead(StoredMember member, INamedTypeSymbol owner, ParseContext context, out PersonalMark? mark)
    {
        mark = null;
        if (member.Parameter is { } parameter && !TryRead(parameter, member.Property, context, out mark)) return false;
        foreach (var carrier in Inherited.Carriers(member.Property, member.Parameter, owner, KnownSymbols.PersonalAttribute))
        {
            if (!TryRead(carrier, member.Property, context, out var onProperty)) return false;
            if (mark is { } first && onProperty is { } second && !first.Equals(second))
                return context.Refuse(RefusalKind.TwoPersonals, member.Property);
            mark ??= onProperty;
        }

        return true;
    }

    /// <summary>Whether the attribute counts for a property, right or wrong.</summary>
    public static bool IsOn(IPropertySymbol property, INamedTypeSymbol owner) =>
        Inherited.Has(property, parameter: null, owner, KnownSymbols.PersonalAttribute);

    private static bool TryRead(ISymbol symbol, IPropertySymbol property, ParseContext context, out PersonalMark? mark)
    {
        mark = null;
        if (!Attributes.Has(symbol, KnownSymbols.PersonalAttribute)) return true;
        if (Attributes.Single(symbol, KnownSymbols.PersonalAttribute) is not { } attribute)
            return context.Refuse(RefusalKind.Incomplete, property);
        string? of = null;
        TypedConstant? replacement = null;
        foreach (var (name, value) in attribute.NamedArguments.Select(static each => (each.Key, each.Value)))
        {
            if (value.Kind == TypedConstantKind.Error) return context.Refuse(RefusalKind.Incomplete, property);
            if (name == "Of") of = value.Value as string;
            else if (name == "Replacement" && !value.IsNull) replacement = value;
        }

        mark = new(of, replacement);
        return true;
    }
}
