using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using Opossum.Typed.Analyzers;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.CodeFixes.Consumers;

/// <summary>OPSM3024: awaits what was waited for, and makes a handler that returned nothing an <c>async Task</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class BlockingHandlerFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.BlockingHandler];

    /// <summary>Whole documents at once: several waits of one handler make it async together.</summary>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(static async (context, document, diagnostics) =>
    {
        var root = await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null) return document;
        return await document.ChangedIfItCompilesAsync(Apply(root, diagnostics), context.CancellationToken).ConfigureAwait(false);
    });

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root is null || WaitAt(root, diagnostic) is null) continue;
            var awaiting = context.Document.ChangedIfItCompilesAsync(Apply(root, [diagnostic]), context.CancellationToken);
            if (await awaiting.ConfigureAwait(false) is { } changed)
                context.RegisterCodeFix(
                    CodeAction.Create("Await it", _ => Task.FromResult(changed), nameof(BlockingHandlerFix)), diagnostic);
        }
    }

    private static SyntaxNode Apply(SyntaxNode root, IEnumerable<Diagnostic> diagnostics)
    {
        ExpressionSyntax[] waits = [.. diagnostics.Select(diagnostic => WaitAt(root, diagnostic)).OfType<ExpressionSyntax>()];
        var handlers = waits.Select(HandlerToMakeAsync).OfType<SyntaxNode>().Distinct();
        return root.ReplaceNodes(waits.Concat(handlers), static (original, rewritten) =>
            rewritten is MethodDeclarationSyntax handler
                ? Async(handler)
                : AwaitedTask.Await((ExpressionSyntax)rewritten, StopOf(original), original.Parent));
    }

    /// <returns>Null where an <c>await</c> can't stand, or would have to change what other code sees.</returns>
    private static ExpressionSyntax? WaitAt(SyntaxNode root, Diagnostic diagnostic) =>
        root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is ExpressionSyntax wait
        && AwaitedTask.Of(wait, stop: null) is not null
        && (IsAsync(FunctionOf(wait)) || HandlerToMakeAsync(wait) is not null)
            ? wait
            : null;

    private static SyntaxNode? FunctionOf(SyntaxNode place) => place.Ancestors().FirstOrDefault(static each =>
        each is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax);

    private static bool IsAsync(SyntaxNode? function) => function switch
    {
        MethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
        LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.AsyncKeyword),
        AnonymousFunctionExpressionSyntax lambda => lambda.Modifiers.Any(SyntaxKind.AsyncKeyword),
        _ => false,
    };

    private static MethodDeclarationSyntax? HandlerToMakeAsync(SyntaxNode wait) =>
        FunctionOf(wait) is MethodDeclarationSyntax { Identifier.ValueText: "On", ReturnType: PredefinedTypeSyntax nothing } handler
        && nothing.Keyword.IsKind(SyntaxKind.VoidKeyword)
        && !handler.Modifiers.Any(SyntaxKind.AsyncKeyword)
        && !handler.Modifiers.Any(SyntaxKind.PartialKeyword)
            ? handler
            : null;

    private static MethodDeclarationSyntax Async(MethodDeclarationSyntax handler)
    {
        var task = SyntaxFactory.ParseName($"global::{KnownSymbols.Task}").WithAdditionalAnnotations(Simplifier.Annotation);
        var async = SyntaxFactory.Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        var first = handler.Modifiers.Count == 0 ? handler.ReturnType.GetLeadingTrivia() : default;
        return handler
            .WithReturnType(task.WithTrailingTrivia(handler.ReturnType.GetTrailingTrivia()))
            .WithModifiers(handler.Modifiers.Add(async.WithLeadingTrivia(first)));
    }

    /// <summary>The name of the handler's token.</summary>
    private static string? StopOf(SyntaxNode wait) => FunctionOf(wait) is MethodDeclarationSyntax method
        ? method.ParameterList.Parameters
            .FirstOrDefault(static each => each.Type is { } type && type.ToString().EndsWith("CancellationToken", StringComparison.Ordinal))
            ?.Identifier.ValueText
        : null;
}
