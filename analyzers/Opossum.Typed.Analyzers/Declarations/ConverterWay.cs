using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations;

/// <summary>The way out that is always there: a converter, of the type that the compiler would ask for in that place.</summary>
internal static class ConverterWay
{
    /// <summary>On the innermost member that the project declares: what is declared elsewhere can't be given an attribute.</summary>
    public static string OnMember(Refusal refusal)
    {
        var member = refusal.Path.LastOrDefault(static each => !each.DeclaringSyntaxReferences.IsEmpty) ?? refusal.Path.FirstOrDefault();
        return TypeOf(member) is { } type
            ? $"put [Converter(typeof(…))] on '{member!.ContainingType.Name}.{member.Name}', {Of(type)}"
            : "put [Converter(typeof(…))] on the member";
    }

    /// <summary>On a type: for all its values, in collections too.</summary>
    public static string OnType(INamedTypeSymbol type) => $"put [Converter(typeof(…))] on '{type.Name}', {Of(type)}";

    /// <summary>The interface that a converter would have to implement, on the type or on the member that has it.</summary>
    public static string Interface(Refusal refusal) => (refusal.Subject as ITypeSymbol ?? TypeOf(refusal.Path.LastOrDefault())) is { } type
        ? InterfaceOf(type)
        : "IEventConverter<T> of the member's own type";

    private static string Of(ITypeSymbol type) => $"of an {InterfaceOf(type)}";

    private static string InterfaceOf(ITypeSymbol type) =>
        $"IEventConverter<{type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}> (namespace Opossum.Typed.Json)";

    /// <summary>What the converter is asked for is never null.</summary>
    private static ITypeSymbol? TypeOf(ISymbol? member) => member switch
    {
        IPropertySymbol { Type: INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable } =>
            nullable.TypeArguments[0],
        IPropertySymbol property => property.Type.WithNullableAnnotation(NullableAnnotation.None),
        _ => null,
    };
}
