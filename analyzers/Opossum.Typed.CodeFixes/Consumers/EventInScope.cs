using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.CodeFixes.Consumers;

/// <summary>The consumed event by its name at a place of a consumer, and the handler that has to take it first, if one has to.</summary>
internal sealed record EventInScope(string Name, MethodDeclarationSyntax? Handler)
{
    /// <returns>Null in a method that does not have it: who calls the method would have to give it.</returns>
    public static EventInScope? At(SyntaxNode place, SemanticModel model, CancellationToken cancellation)
    {
        foreach (var function in place.Ancestors())
        {
            var symbol = function switch
            {
                BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax => model.GetDeclaredSymbol(function, cancellation),
                AnonymousFunctionExpressionSyntax => model.GetSymbolInfo(function, cancellation).Symbol,
                _ => null,
            } as IMethodSymbol;
            if (symbol is null) continue;
            if (symbol.Parameters.FirstOrDefault(IsConsumedEvent) is { Name: var name }) return new(name, Handler: null);
            if (function is MethodDeclarationSyntax { Identifier.ValueText: "On", ParameterList.Parameters.Count: > 0 } handler
                && !handler.Modifiers.Any(SyntaxKind.PartialKeyword)) return new(NewNameIn(handler), handler);
            if (function is BaseMethodDeclarationSyntax || symbol.IsStatic) return null;
        }

        return null;
    }

    public static MethodDeclarationSyntax AddTo(MethodDeclarationSyntax handler, string name)
    {
        var type = SyntaxFactory.ParseName($"global::{KnownSymbols.ConsumedEvent}").WithAdditionalAnnotations(Simplifier.Annotation);
        var parameter = SyntaxFactory.Parameter(SyntaxFactory.Identifier(name)).WithType(type.WithTrailingTrivia(SyntaxFactory.Space));
        return handler.WithParameterList(
            handler.ParameterList.WithParameters(handler.ParameterList.Parameters.Spaced(parameter, index: 1)));
    }

    public static string NewNameIn(MethodDeclarationSyntax handler) =>
        handler.DescendantTokens().Any(static token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == "at")
            ? "consumed"
            : "at";

    private static bool IsConsumedEvent(IParameterSymbol parameter) => MemberClassifier.Is(parameter.Type, KnownSymbols.ConsumedEvent);
}
