using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Opossum.Typed.CodeFixes.Durability;

/// <summary>Takes an assignment out of a statement list, an initialiser, a <c>with</c> or the body of a lambda, where nothing else needs its value.</summary>
internal static class AssignmentRemoval
{
    public static bool IsPossible(AssignmentExpressionSyntax assignment) => assignment.Parent switch
    {
        InitializerExpressionSyntax or ExpressionStatementSyntax => true,
        LambdaExpressionSyntax lambda => lambda.ExpressionBody == assignment,
        _ => false,
    };

    public static SyntaxNode Apply(SyntaxNode root, AssignmentExpressionSyntax assignment) => assignment.Parent switch
    {
        InitializerExpressionSyntax { Expressions.Count: 1 } alone => WithoutInitializer(root, alone),
        InitializerExpressionSyntax => root.RemoveNode(assignment, SyntaxRemoveOptions.KeepNoTrivia)!,
        ExpressionStatementSyntax { Parent: BlockSyntax or SwitchSectionSyntax } statement => root.RemoveNode(statement, SyntaxRemoveOptions.KeepNoTrivia)!,
        ExpressionStatementSyntax embedded => root.ReplaceNode(embedded, EmptyBlock().WithTriviaFrom(embedded)),
        LambdaExpressionSyntax lambda => root.ReplaceNode(lambda, lambda.WithBody(EmptyBlock().WithTriviaFrom(assignment))),
        _ => root,
    };

    private static SyntaxNode WithoutInitializer(SyntaxNode root, InitializerExpressionSyntax initializer) => initializer.Parent switch
    {
        ObjectCreationExpressionSyntax { ArgumentList: null } created => root.ReplaceNode(
            created,
            created.WithType(created.Type.WithoutTrailingTrivia()).WithArgumentList(SyntaxFactory.ArgumentList()).WithInitializer(null).WithTriviaFrom(created)),
        ObjectCreationExpressionSyntax created => root.ReplaceNode(created, created.WithInitializer(null).WithTriviaFrom(created)),
        ImplicitObjectCreationExpressionSyntax created => root.ReplaceNode(created, created.WithInitializer(null).WithTriviaFrom(created)),
        WithExpressionSyntax with => root.ReplaceNode(with, with.Expression.WithTriviaFrom(with)),
        _ => root.RemoveNode(initializer.Expressions[0], SyntaxRemoveOptions.KeepNoTrivia)!,
    };

    private static BlockSyntax EmptyBlock() => (BlockSyntax)SyntaxFactory.ParseStatement("{ }");
}
