using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Opossum.Typed.Analyzers;

namespace Opossum.Typed.CodeFixes.Consumers;

/// <summary>OPSM3026: awaits what a handler that returned nothing has begun, and makes the handler an <c>async Task</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class DroppedTaskFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.DroppedTask];

    /// <summary>Whole documents at once: several calls of one handler make it async together.</summary>
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
            if (root is null || CallAt(root, diagnostic) is null) continue;
            var awaiting = context.Document.ChangedIfItCompilesAsync(Apply(root, [diagnostic]), context.CancellationToken);
            if (await awaiting.ConfigureAwait(false) is { } changed)
                context.RegisterCodeFix(CodeAction.Create("Await it", _ => Task.FromResult(changed), nameof(DroppedTaskFix)), diagnostic);
        }
    }

    private static SyntaxNode Apply(SyntaxNode root, IEnumerable<Diagnostic> diagnostics)
    {
        InvocationExpressionSyntax[] calls =
            [.. diagnostics.Select(diagnostic => CallAt(root, diagnostic)).OfType<InvocationExpressionSyntax>()];
        var handlers = calls.Select(AsyncHandler.ToMakeOf).OfType<SyntaxNode>().Distinct();
        return root.ReplaceNodes(calls.Concat(handlers), static (_, rewritten) => rewritten is MethodDeclarationSyntax handler
            ? AsyncHandler.Make(handler)
            : SyntaxFactory.AwaitExpression(
                SyntaxFactory.Token(SyntaxKind.AwaitKeyword)
                    .WithLeadingTrivia(rewritten.GetLeadingTrivia())
                    .WithTrailingTrivia(SyntaxFactory.Space),
                ((ExpressionSyntax)rewritten).WithoutLeadingTrivia()));
    }

    private static InvocationExpressionSyntax? CallAt(SyntaxNode root, Diagnostic diagnostic) =>
        root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is InvocationExpressionSyntax call
        && AsyncHandler.ToMakeOf(call) is not null
            ? call
            : null;
}
