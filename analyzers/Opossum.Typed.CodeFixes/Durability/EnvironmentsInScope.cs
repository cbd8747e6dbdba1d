using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Opossum.Typed.CodeFixes.Durability;

/// <summary>
/// Expressions that give the host's environment at a place: a value of that type itself, or a builder's or context's property.
/// </summary>
internal static class EnvironmentsInScope
{
    /// <summary>
    /// The nearest first. One that is not usable after all (not assigned yet, an instance's in static code) is for the compiler to refuse.
    /// </summary>
    public static IEnumerable<string> Find(SemanticModel model, int position)
    {
        var values = model.LookupSymbols(position)
            .Where(symbol => symbol is ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol && symbol.CanBeReferencedByName)
            .OrderBy(symbol => symbol is ILocalSymbol or IParameterSymbol ? 0 : 1)
            .ToArray();
        return values.Where(value => IsEnvironment(TypeOf(value))).Select(NameOf)
            .Concat(values.SelectMany(value => EnvironmentProperties(value).Select(property => $"{NameOf(value)}.{property.Name}")));
    }

    private static IEnumerable<IPropertySymbol> EnvironmentProperties(ISymbol value) =>
        TypeOf(value)?.GetMembers()
            .OfType<IPropertySymbol>()
            .Where(property =>
                property is { IsStatic: false, DeclaredAccessibility: Accessibility.Public } && IsEnvironment(property.Type)) ?? [];

    private static bool IsEnvironment(ITypeSymbol? type) =>
        type is not null && (IsTheInterface(type) || type.AllInterfaces.Any(IsTheInterface));

    private static bool IsTheInterface(ITypeSymbol type) => type is { Name: "IHostEnvironment", ContainingNamespace.Name: "Hosting" };

    private static ITypeSymbol? TypeOf(ISymbol value) => value switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };

    private static string NameOf(ISymbol symbol) =>
        SyntaxFacts.GetKeywordKind(symbol.Name) == SyntaxKind.None ? symbol.Name : "@" + symbol.Name;
}
