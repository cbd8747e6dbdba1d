using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Opossum.Typed.CodeFixes.Consumers;

/// <summary>What to await in place of a wait that blocks.</summary>
internal static class AwaitedTask
{
    /// <param name="wait">Such as <c>task.Result</c>.</param>
    /// <param name="stop">The token that a delay takes; null for none.</param>
    /// <returns>The task; null for a wait that ends after a time, or that tells which task was first.</returns>
    public static ExpressionSyntax? Of(ExpressionSyntax wait, string? stop) => wait switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result", Expression: var task } => Bare(task),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called, ArgumentList: var given } =>
            (called.Name.Identifier.ValueText, given.Arguments.Count) switch
            {
                ("Wait", 0) => Bare(called.Expression),
                ("GetResult", 0) when called.Expression is InvocationExpressionSyntax
                {
                    Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetAwaiter", Expression: var task },
                } => Bare(task),
                ("Sleep", 1) => Call("Task.Delay", stop is null
                    ? given
                    : given.WithArguments(
                        given.Arguments.Spaced(SyntaxFactory.Argument(SyntaxFactory.IdentifierName(stop)), index: 1))),
                ("WaitAll", > 0) => Call("Task.WhenAll", given),
                _ => null,
            },
        _ => null,
    };

    public static ExpressionSyntax Await(ExpressionSyntax wait, string? stop, SyntaxNode? outer)
    {
        var task = Of(wait, stop)!.WithoutTrivia();
        var keyword = SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        ExpressionSyntax awaiting = SyntaxFactory.AwaitExpression(keyword, task);
        var isInside = outer is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or ConditionalAccessExpressionSyntax
            or InvocationExpressionSyntax or PostfixUnaryExpressionSyntax;
        return (isInside ? SyntaxFactory.ParenthesizedExpression(awaiting) : awaiting).WithTriviaFrom(wait);
    }

    /// <summary>A value task can be awaited as it is.</summary>
    private static ExpressionSyntax Bare(ExpressionSyntax task) => task is InvocationExpressionSyntax
    {
        Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AsTask", Expression: var inner },
    }
        ? inner
        : task;

    private static InvocationExpressionSyntax Call(string method, ArgumentListSyntax arguments) =>
        SyntaxFactory.InvocationExpression(SyntaxFactory.ParseExpression(method), arguments);
}
