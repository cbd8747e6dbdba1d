using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>The parts of a value: the elements of a tuple, the properties of a record, the items of a collection.</summary>
internal static class FieldParts
{
    private const string Item = "[]";

    /// <summary>The part that code reads where it names a field; null where it reads the whole, or calls a method of it.</summary>
    public static string? Read(SimpleNameSyntax name)
    {
        SyntaxNode node = name;
        if (node.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or BaseExpressionSyntax } own) node = own;
        while (node.Parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax) node = node.Parent;
        return node.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Expression == node && access.Parent is not InvocationExpressionSyntax =>
                access.Name.Identifier.ValueText,
            ElementAccessExpressionSyntax access when access.Expression == node => Item,
            ConditionalAccessExpressionSyntax access when access.Expression == node => First(access.WhenNotNull),
            _ => null,
        };
    }

    /// <summary>The names of each part of a type. What is neither a tuple nor made of properties has parts that no name covers.</summary>
    public static IEnumerable<string[]> Of(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => [["Value"]],
        INamedTypeSymbol { IsTupleType: true, TupleElements: var elements } =>
            elements.Select(static each => new[] { each.Name, (each.CorrespondingTupleField ?? each).Name }),
        INamedTypeSymbol named => named.GetMembers()
            .OfType<IPropertySymbol>()
            .Where(static each => each is { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public })
            .Select(static each => new[] { each.Name })
            .DefaultIfEmpty([]),
        _ => [[]],
    };

    private static string? First(ExpressionSyntax access) => access.DescendantNodesAndSelf().FirstOrDefault(static each =>
        each is MemberBindingExpressionSyntax or ElementBindingExpressionSyntax) switch
        {
            MemberBindingExpressionSyntax { Parent: not InvocationExpressionSyntax, Name.Identifier.ValueText: var part } => part,
            ElementBindingExpressionSyntax => Item,
            _ => null,
        };
}
