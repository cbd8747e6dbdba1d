using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>A well-formed tag type: a readonly record struct of one guid, whole number or text.</summary>
internal readonly struct TagType(TagMark mark, ScalarKind kind, IPropertySymbol value)
{
    public TagMark Mark => mark;

    public ScalarKind Kind => kind;

    public IPropertySymbol Value => value;

    /// <returns>Null when the type is none.</returns>
    public static TagType? Read(INamedTypeSymbol type, ParseContext context)
    {
        if (!type.IsReadOnly)
        {
            context.Refuse(RefusalKind.NotReadOnly, type);
            return null;
        }

        if (!TagMark.TryRead(type, out var mark, context) || mark is null || !Implements(type, context)) return null;
        var read = StoredMembers.Read(type, context);
        if (Constructors.IsHidden(type, context))
        {
            context.Refuse(RefusalKind.HiddenTagType, type);
            return null;
        }

        if (read is not { } members) return null;
        if (members is not [{ Parameter: not null, Property: var property } member])
        {
            context.Refuse(RefusalKind.NotOneValue, type);
            return null;
        }

        if (member.IsNamedField(type))
        {
            context.Refuse(RefusalKind.NoField, property);
            return null;
        }

        if (PersonalMark.IsOn(property, type))
        {
            context.Refuse(RefusalKind.PersonalValue, property);
            return null;
        }

        if (MemberClassifier.Classify(property.Type, context.Compilation) is { IsNullable: false, Scalar: { } kind } && kind.CanBeTag())
            return new(mark.Value, kind, property);
        context.Refuse(RefusalKind.NoStableText, property, property.Type);
        return null;
    }

    /// <summary>
    /// Whether it is an <c>ITag</c>, or will be when our own file completes it. The file of another assembly's type can be seen.
    /// </summary>
    private static bool Implements(INamedTypeSymbol type, ParseContext context) =>
        context.IsOwn(type)
            ? type.IsRecord && Declaration.Parse(type, context) is not null
            : IsTag(type);

    /// <summary>Whether the type says itself that it is an <c>ITag</c>.</summary>
    public static bool IsTag(INamedTypeSymbol type) => type.AllInterfaces.Any(static each => MemberClassifier.Is(each, KnownSymbols.ITag));
}
