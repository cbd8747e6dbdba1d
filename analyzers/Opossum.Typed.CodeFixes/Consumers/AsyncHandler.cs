using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.CodeFixes.Consumers;

/// <summary>Handlers that can await, and those that can be made to.</summary>
internal static class AsyncHandler
{
    public static SyntaxNode? FunctionOf(SyntaxNode place) => place.Ancestors().FirstOrDefault(static each =>
        each is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax);

    /// <summary>True if an <c>await</c> can stand there.</summary>
    public static bool IsIn(SyntaxNode place) => FunctionOf(place) switch
    {
        MethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
        LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.AsyncKeyword),
        AnonymousFunctionExpressionSyntax lambda => lambda.Modifiers.Any(SyntaxKind.AsyncKeyword),
        _ => false,
    };

    /// <summary>The handler around the place if it returns nothing, and so can return a task.</summary>
    public static MethodDeclarationSyntax? ToMakeOf(SyntaxNode place) =>
        FunctionOf(place) is MethodDeclarationSyntax { Identifier.ValueText: "On", ReturnType: PredefinedTypeSyntax nothing } handler
        && nothing.Keyword.IsKind(SyntaxKind.VoidKeyword)
        && !handler.Modifiers.Any(SyntaxKind.AsyncKeyword)
        && !handler.Modifiers.Any(SyntaxKind.PartialKeyword)
            ? handler
            : null;

    public static MethodDeclarationSyntax Make(MethodDeclarationSyntax handler)
    {
        var task = SyntaxFactory.ParseName($"global::{KnownSymbols.Task}").WithAdditionalAnnotations(Simplifier.Annotation);
        var async = SyntaxFactory.Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        var first = handler.Modifiers.Count == 0 ? handler.ReturnType.GetLeadingTrivia() : default;
        return handler
            .WithReturnType(task.WithTrailingTrivia(handler.ReturnType.GetTrailingTrivia()))
            .WithModifiers(handler.Modifiers.Add(async.WithLeadingTrivia(first)));
    }
}
