using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>What a <c>[Field]</c> says.</summary>
/// <param name="Name">The name in the payload.</param>
/// <param name="Aliases">Names that it had before, none twice, and none of them <paramref name="Name"/>.</param>
internal readonly record struct FieldMark(string Name, EquatableArray<string> Aliases)
{
    /// <summary>
    /// Reads the attribute, which may stand on the parameter or on the property; where it stands on both they must agree.
    /// </summary>
    /// <returns>False when there is one that can't be used.</returns>
    public static bool TryRead(StoredMember member, INamedTypeSymbol owner, ParseContext context, out FieldMark? mark)
    {
        mark = null;
        if (member.Parameter is { } parameter && !TryRead(parameter, member.Property, context, out mark)) return false;
        foreach (var carrier in Inherited.Carriers(member.Property, member.Parameter, owner, KnownSymbols.FieldAttribute))
        {
            if (!TryRead(carrier, member.Property, context, out var onProperty)) return false;
            if (mark is not null && onProperty is not null && mark != onProperty)
                return context.Refuse(RefusalKind.TwoFields, member.Property);
            mark ??= onProperty;
        }

        return true;
    }

    /// <summary>
    /// Whether the attribute counts for a property, right or wrong: where nothing is stored under a name, it would be without effect.
    /// </summary>
    public static bool IsOn(IPropertySymbol property, INamedTypeSymbol owner) =>
        Inherited.Has(property, parameter: null, owner, KnownSymbols.FieldAttribute);

    /// <summary>Whether a parameter has the attribute itself.</summary>
    public static bool IsOn(ISymbol? member) => member is not null && Attributes.Has(member, KnownSymbols.FieldAttribute);

    private static bool TryRead(ISymbol symbol, IPropertySymbol property, ParseContext context, out FieldMark? mark)
    {
        mark = null;
        if (!IsOn(symbol)) return true;
        var attribute = Attributes.Single(symbol, KnownSymbols.FieldAttribute);
        if (attribute is not { ConstructorArguments: [{ Kind: TypedConstantKind.Primitive } name] })
            return context.Refuse(RefusalKind.Incomplete, property);
        if (name.Value is not string text || !IsName(text)) return context.Refuse(RefusalKind.BadField, property);
        var problem = AliasList.Read(attribute, text, IsName, out var aliases);
        if (problem is not null) return context.Refuse(problem == RefusalKind.BadName ? RefusalKind.BadField : problem.Value, property);
        mark = new(text, aliases);
        return true;
    }

    /// <summary>What the payload can have between quotes as it is: the bytes are compared, not decoded.</summary>
    private static bool IsName(string name) => TagMark.IsName(name) && !name.Any(static c => c is '"' or '\\' || c < ' ');
}
