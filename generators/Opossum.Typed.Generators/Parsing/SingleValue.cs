using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>
/// A readonly record struct that is one value and nothing else: it is stored as that value, bare. Of another member, or of a value that may
/// be null, it would be an object.
/// </summary>
internal readonly struct SingleValue(ScalarKind kind, IPropertySymbol property, bool hasFieldName)
{
    /// <summary>Whether it has a <c>[Field]</c>, which would be without effect.</summary>
    public bool HasFieldName => hasFieldName;

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
            ? new(kind, property, member.IsNamedField(type))
            : null;
    }
}
