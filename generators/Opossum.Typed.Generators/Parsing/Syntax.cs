using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>What a body of code sets and returns, by syntax alone: a semantic model for each record would cost too much.</summary>
internal static class Syntax
{
    /// <summary>The word for a property's own field.</summary>
    public const string OwnField = "field";

    public static IReadOnlyDictionary<string, ExpressionSyntax?> NoLocals { get; } = new Dictionary<string, ExpressionSyntax?>();

    /// <summary>True if the name stands there, whatever it means.</summary>
    public static bool Mentions(SyntaxNode node, string name) => Names(node).Contains(name);

    public static IEnumerable<string> Names(SyntaxNode node) => node.DescendantNodesAndSelf().Select(NameOf).OfType<string>();

    /// <summary>The values that something is set to, by its name; null for what is changed in place.</summary>
    public static IEnumerable<(string Target, ExpressionSyntax? Value)> Assignments(SyntaxNode node)
    {
        switch (node)
        {
            case AssignmentExpressionSyntax { Left: TupleExpressionSyntax left, Right: TupleExpressionSyntax right }
                when left.Arguments.Count == right.Arguments.Count:
                return left.Arguments
                    .Zip(right.Arguments, static (to, from) => (TargetOf(to.Expression), (ExpressionSyntax?)from.Expression))
                    .Where(static each => each.Item1 is not null)!;
            case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment:
                return TargetOf(assignment.Left) is { } target ? [(target, assignment.Right)] : [];
            case AssignmentExpressionSyntax { RawKind: not (int)SyntaxKind.CoalesceAssignmentExpression } assignment:
                return Changed(assignment.Left);
            case PostfixUnaryExpressionSyntax step when !step.IsKind(SyntaxKind.SuppressNullableWarningExpression):
                return Changed(step.Operand);
            case PrefixUnaryExpressionSyntax step
                when step.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression:
                return Changed(step.Operand);
            default:
                return [];
        }

        static IEnumerable<(string, ExpressionSyntax?)> Changed(ExpressionSyntax expression) =>
            TargetOf(expression) is { } target ? [(target, null)] : [];
    }

    /// <summary>What a method or an accessor returns.</summary>
    public static IEnumerable<ExpressionSyntax> Results(SyntaxNode body) => body switch
    {
        ArrowExpressionClauseSyntax arrow => [arrow.Expression],
        BaseMethodDeclarationSyntax { ExpressionBody: { } arrow } => [arrow.Expression],
        _ => body.DescendantNodes().OfType<ReturnStatementSyntax>().Select(static each => each.Expression).OfType<ExpressionSyntax>(),
    };

    /// <summary>The variables of a body, and what they are; null for one that is set more than once, or by a pattern.</summary>
    public static IReadOnlyDictionary<string, ExpressionSyntax?> LocalsOf(SyntaxNode body)
    {
        var locals = new Dictionary<string, ExpressionSyntax?>(StringComparer.Ordinal);
        foreach (var node in body.DescendantNodes())
        {
            if (node is VariableDeclaratorSyntax local) locals[local.Identifier.ValueText] = local.Initializer?.Value;
            else if (node is SingleVariableDesignationSyntax designation) locals[designation.Identifier.ValueText] = null;
        }

        foreach (var (target, _) in body.DescendantNodes().SelectMany(Assignments))
            if (locals.ContainsKey(target)) locals[target] = null;
        return locals;
    }

    public static ExpressionSyntax? InitializerOf(SyntaxNode declaration) => declaration switch
    {
        VariableDeclaratorSyntax field => field.Initializer?.Value,
        PropertyDeclarationSyntax property => property.Initializer?.Value,
        _ => null,
    };

    private static string? TargetOf(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or BaseExpressionSyntax, Name: var name } => NameOf(name),
        _ => NameOf(expression),
    };

    private static string? NameOf(SyntaxNode node) => node switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        FieldExpressionSyntax => OwnField,
        _ => null,
    };
}
