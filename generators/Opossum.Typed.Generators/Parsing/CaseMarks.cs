using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>The types that a value of a declared type may have, as System.Text.Json's own attributes on that type say them.</summary>
internal sealed class CaseMarks
{
    private const string Polymorphic = KnownSymbols.JsonPolymorphicAttribute;

    private CaseMarks(string discriminator, List<(INamedTypeSymbol Type, object Value)> cases) =>
        (Discriminator, Cases) = (discriminator, cases);

    /// <summary>The name of the field that says which type it is.</summary>
    public string Discriminator { get; }

    /// <summary>The types with what they are called: a text or a whole number.</summary>
    public IReadOnlyList<(INamedTypeSymbol Type, object Value)> Cases { get; }

    public static bool AreOn(ITypeSymbol type) =>
        Attributes.Has(type, KnownSymbols.JsonDerivedTypeAttribute) || Attributes.Has(type, KnownSymbols.JsonPolymorphicAttribute);

    /// <returns>Null where a value could be lost, or be written and not read.</returns>
    public static CaseMarks? Read(INamedTypeSymbol type, ParseContext context)
    {
        var discriminator = "$type";
        var cases = new List<(INamedTypeSymbol Type, object Value)>();
        foreach (var attribute in type.GetAttributes())
        {
            if (Attributes.Is(attribute, Polymorphic))
            {
                foreach (var argument in attribute.NamedArguments)
                {
                    if (argument is { Key: "TypeDiscriminatorPropertyName", Value.Value: string name }) discriminator = name;
                    else if (argument.Value.Value is not (null or 0 or false)) return Refuse(RefusalKind.OpenCases, type);
                }
            }

            if (!Attributes.Is(attribute, KnownSymbols.JsonDerivedTypeAttribute)) continue;
            if (attribute.ConstructorArguments is not [{ Value: INamedTypeSymbol derived }, ..] || derived is IErrorTypeSymbol)
                return Refuse(RefusalKind.Incomplete, type);
            if (attribute.ConstructorArguments is not [_, { Value: { } value }]) return Refuse(RefusalKind.NoDiscriminator, derived);
            if (!IsCase(derived, type)
                || cases.Any(each => each.Value.Equals(value) || SymbolEqualityComparer.Default.Equals(each.Type, derived)))
                return Refuse(RefusalKind.BadCase, derived);
            if (value is string text && !IsPlain(text)) return Refuse(RefusalKind.BadCase, derived);
            cases.Add((derived, value));
        }

        if (cases.Count == 0) return Refuse(RefusalKind.NoDiscriminator, type);
        return IsPlain(discriminator) ? new(discriminator, cases) : Refuse(RefusalKind.OpenCases, type);

        CaseMarks? Refuse(RefusalKind kind, INamedTypeSymbol subject)
        {
            context.Refuse(kind, subject, type);
            return null;
        }
    }

    /// <summary>The bytes of a payload are compared, not decoded.</summary>
    private static bool IsPlain(string text) => text.Length != 0 && Literals.Text(text) == $"\"{text}\"";

    private static bool IsCase(INamedTypeSymbol derived, INamedTypeSymbol type) =>
        derived is { TypeKind: TypeKind.Class, IsRecord: true, IsAbstract: false, IsGenericType: false }
        && (type.TypeKind == TypeKind.Interface
            ? derived.AllInterfaces.Contains(type, SymbolEqualityComparer.Default)
            : RecordChain.Upwards(derived).Contains(type, SymbolEqualityComparer.Default));
}
