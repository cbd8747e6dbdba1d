using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>
/// A readonly record struct that is one value and nothing else: it is stored as that value, bare. Of another member, or of a value that may
/// be null, it would be an object.
/// </summary>
internal readonly struct SingleValue(ScalarKind kind, IPropertySymbol property, bool hasFieldName, bool isSetAgain)
{
    /// <summary>Whether it has a <c>[Field]</c>, which would be without effect.</summary>
    public bool HasFieldName => hasFieldName;

    /// <summary>Whether the property is set after the constructor, of which it can't be seen what it makes of the value.</summary>
    public bool IsSetAgain => isSetAgain;

    public ScalarKind Kind => kind;

    public IPropertySymbol Property => property;

    /// <returns>Null when the type is none.</returns>
    public static SingleValue? Read(INamedTypeSymbol type, ParseContext context)
    {
        if (type is not { TypeKind: TypeKind.Struct, IsReadOnly: true }) return null;
        if (StoredMembers.Read(type, context.Silent) is not [{ Parameter: not null, Property: var property } member])
            return null;
        if (Constructors.IsHidden(type, context)) return null;
        return MemberClassifier.Classify(property.Type, context.Compilation) is { IsNullable: false, Scalar: { } kind }
            ? new(kind, property, member.IsNamedField(type), member.Setting == FieldSetting.Twice)
            : null;
    }

    /// <summary>
    /// What makes a value of its only one, as source up to the argument: a factory, a constructor, or a constructor and a setter.
    /// </summary>
    /// <param name="type">The type of the value.</param>
    /// <param name="reference">The type as source.</param>
    /// <param name="property">The property of the only value.</param>
    /// <param name="isSetAgain">Whether the property is set after the constructor.</param>
    /// <param name="context">Where it is used.</param>
    public static string Maker(INamedTypeSymbol type, string reference, IPropertySymbol property, bool isSetAgain, ParseContext context)
    {
        if (Factories.Of(type, context) is { } factory) return factory;
        if (!isSetAgain) return "new " + reference;
        var given = Declaration.Reference(property.Type);
        return $"((global::System.Func<{given}, {reference}>)(static given => "
            + $"new {reference}(given) {{ {Identifiers.Escape(property.Name)} = given }}))";
    }
}
