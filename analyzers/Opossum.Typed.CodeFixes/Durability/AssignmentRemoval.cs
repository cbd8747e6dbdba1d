using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Opossum.Typed.CodeFixes.Durability;

/// <summary>
/// Takes an assignment out of a statement list, an initialiser, a <c>with</c>, or the body of a lambda or method that is nothing else.
/// </summary>
internal static class AssignmentRemoval
{
    /// <summary>The root without it; null where something needs the assignment's value.</summary>
    public static SyntaxNode? Apply(SyntaxNode root, AssignmentExpressionSyntax assignment) => assignment.Parent switch
    {
        InitializerExpressionSyntax { Expressions.Count: 1 } alone => WithoutInitializer(root, alone),
        InitializerExpressionSyntax initializer => root.ReplaceNode(initializer, Without(initializer, assignment)),
        ExpressionStatementSyntax statement => WithoutStatement(root, statement),
        LambdaExpressionSyntax lambda => root.ReplaceNode(lambda, lambda.WithBody(EmptyBlock().WithTriviaFrom(assignment))),
        ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax method } =>
            root.ReplaceNode(
                method, method.WithExpressionBody(null).WithBody(EmptyBlock()).WithSemicolonToken(default).WithTriviaFrom(method)),
        ArrowExpressionClauseSyntax { Parent: LocalFunctionStatementSyntax function } =>
            root.ReplaceNode(
                function, function.WithExpressionBody(null).WithBody(EmptyBlock()).WithSemicolonToken(default).WithTriviaFrom(function)),
        _ => null,
    };

    private static SyntaxNode? WithoutStatement(SyntaxNode root, ExpressionStatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax or SwitchSectionSyntax { Statements.Count: > 1 } =>
            root.RemoveNode(statement, SyntaxRemoveOptions.KeepUnbalancedDirectives),
        GlobalStatementSyntax global => root.RemoveNode(global, SyntaxRemoveOptions.KeepUnbalancedDirectives),
        _ => root.ReplaceNode(statement, EmptyBlock().WithTriviaFrom(statement)),
    };

    private static SyntaxNode? WithoutInitializer(SyntaxNode root, InitializerExpressionSyntax initializer) => initializer.Parent switch
    {
        ObjectCreationExpressionSyntax { ArgumentList: null } created => root.ReplaceNode(
            created,
            created.WithType(created.Type.WithoutTrailingTrivia())
                .WithArgumentList(SyntaxFactory.ArgumentList())
                .WithInitializer(null)
                .WithTriviaFrom(created)),
        ObjectCreationExpressionSyntax { ArgumentList: { } arguments } created => root.ReplaceNode(
            created,
            created.WithArgumentList(arguments.WithoutTrailingTrivia()).WithInitializer(null).WithTriviaFrom(created)),
        ImplicitObjectCreationExpressionSyntax created => root.ReplaceNode(
            created,
            created.WithArgumentList(created.ArgumentList.WithoutTrailingTrivia()).WithInitializer(null).WithTriviaFrom(created)),
        WithExpressionSyntax with => root.ReplaceNode(with, with.Expression.WithTriviaFrom(with)),
        _ => root.RemoveNode(initializer.Expressions[0], SyntaxRemoveOptions.KeepNoTrivia),
    };

    /// <summary>The last of a list without a comma at its end leaves its line break to the one before it.</summary>
    private static InitializerExpressionSyntax Without(InitializerExpressionSyntax initializer, AssignmentExpressionSyntax assignment)
    {
        var list = initializer.Expressions;
        var index = list.IndexOf(assignment);
        if (index < list.SeparatorCount) return initializer.WithExpressions(list.RemoveAt(index));

        var before = list[index - 1];
        var comma = list.GetSeparator(index - 1);
        var shorter = list.RemoveAt(index);
        return initializer.WithExpressions(
            shorter.Replace(shorter[index - 1], before.WithTrailingTrivia(before.GetTrailingTrivia().AddRange(comma.TrailingTrivia))));
    }

    private static BlockSyntax EmptyBlock() => (BlockSyntax)SyntaxFactory.ParseStatement("{ }");
}
