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
    public static TagType? Read(INamedTypeSymbol type, Compilation compilation, Refusals? refusals, CancellationToken cancellation)
    {
        if (!type.IsReadOnly)
        {
            refusals?.Add(RefusalKind.NotReadOnly, type);
            return null;
        }

        if (!TagMark.TryRead(type, out var mark, refusals) || mark is null || !Implements(type, compilation, refusals, cancellation)) return null;
        if (StoredMembers.Read(type, compilation, refusals, cancellation) is not { } members) return null;
        if (members is not [{ Setting: FieldSetting.Parameter, Property: var property } member] || Constructors.IsHidden(type, compilation))
        {
            refusals?.Add(RefusalKind.NotOneValue, type);
            return null;
        }

        if (member.IsNamedField)
        {
            refusals?.Add(RefusalKind.NoField, property);
            return null;
        }

        if (MemberClassifier.Classify(property.Type, compilation) is { IsNullable: false, Scalar: { } kind } && kind.CanBeTag()) return new(mark.Value, kind, property);
        refusals?.Add(RefusalKind.NoStableText, property, property.Type);
        return null;
    }

    /// <summary>
    /// Whether it is an <c>ITag</c>, or will be when our own file completes it. The file of another assembly's type can be seen.
    /// </summary>
    private static bool Implements(INamedTypeSymbol type, Compilation compilation, Refusals? refusals, CancellationToken cancellation) =>
        SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly)
            ? type.IsRecord && Declaration.Parse(type, compilation, refusals, cancellation) is not null
            : IsTag(type);

    /// <summary>Whether the type says itself that it is an <c>ITag</c>.</summary>
    public static bool IsTag(INamedTypeSymbol type) => type.AllInterfaces.Any(static each => MemberClassifier.Is(each, "Opossum.Typed.ITag"));
}
