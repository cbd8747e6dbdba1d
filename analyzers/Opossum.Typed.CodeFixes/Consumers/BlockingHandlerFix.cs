using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Opossum.Typed.Analyzers;

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
        var handlers = waits.Select(AsyncHandler.ToMakeOf).OfType<SyntaxNode>().Distinct();
        return root.ReplaceNodes(waits.Concat(handlers), static (original, rewritten) =>
            rewritten is MethodDeclarationSyntax handler
                ? AsyncHandler.Make(handler)
                : AwaitedTask.Await((ExpressionSyntax)rewritten, StopOf(original), original.Parent));
    }

    /// <returns>Null where an <c>await</c> can't stand, or would have to change what other code sees.</returns>
    private static ExpressionSyntax? WaitAt(SyntaxNode root, Diagnostic diagnostic) =>
        root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is ExpressionSyntax wait
        && AwaitedTask.Of(wait, stop: null) is not null
        && (AsyncHandler.IsIn(wait) || AsyncHandler.ToMakeOf(wait) is not null)
            ? wait
            : null;

    /// <summary>The name of the handler's token.</summary>
    private static string? StopOf(SyntaxNode wait) => AsyncHandler.FunctionOf(wait) is MethodDeclarationSyntax method
        ? method.ParameterList.Parameters
            .FirstOrDefault(static each => each.Type is { } type && type.ToString().EndsWith("CancellationToken", StringComparison.Ordinal))
            ?.Identifier.ValueText
        : null;
}
