using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>A well-formed tag type: a readonly record struct of one guid, number or text.</summary>
internal readonly struct TagType(TagMark mark, ScalarKind kind, IPropertySymbol value)
{
    public TagMark Mark => mark;

    public ScalarKind Kind => kind;

    public IPropertySymbol Value => value;

    /// <returns>Null when the type is none.</returns>
    public static TagType? Read(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        if (!type.IsReadOnly || !TagMark.TryRead(type, out var mark) || mark is null || !Implements(type, compilation, cancellation)) return null;
        if (PositionalRecord.Read(type, cancellation) is not [var member]) return null;
        var value = MemberClassifier.Classify(member.Property.Type, compilation);
        ScalarKind? kind = value.Kind switch
        {
            _ when value.IsNullable => null,
            MemberKind.Guid => ScalarKind.Guid,
            MemberKind.String => ScalarKind.String,
            MemberKind.Int32 => ScalarKind.Int32,
            MemberKind.Int64 => ScalarKind.Int64,
            _ => null,
        };
        return kind is { } known ? new(mark.Value, known, member.Property) : null;
    }

    /// <summary>Whether it is an <c>ITag</c>, or will be when our own file completes it. The file of another assembly's type can be seen.</summary>
    private static bool Implements(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly)
            ? type.IsRecord && Declaration.Parse(type, compilation, cancellation) is not null
            : IsTag(type);

    /// <summary>Whether the type says itself that it is an <c>ITag</c>.</summary>
    public static bool IsTag(INamedTypeSymbol type) => type.AllInterfaces.Any(static each => MemberClassifier.Is(each, "Opossum.Typed.ITag"));
}
