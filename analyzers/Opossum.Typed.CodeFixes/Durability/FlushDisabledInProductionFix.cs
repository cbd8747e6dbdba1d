using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Opossum.Typed.Analyzers;

namespace Opossum.Typed.CodeFixes.Durability;

/// <summary>
/// OPSM4001: removes the assignment, so that the default holds; or leaves it to development, where something in scope knows the
/// environment.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class FlushDisabledInProductionFix : CodeFixProvider
{
    /// <summary>The equivalence key of removing.</summary>
    public const string Remove = "OPSM4001.Remove";

    /// <summary>The equivalence key of guarding.</summary>
    public const string Guard = "OPSM4001.Guard";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.FlushDisabledInProduction];

    /// <summary>
    /// One after the other in each file: two settings of one initialiser are neighbours, whose changes could not be merged.
    /// </summary>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(FixDocumentAsync);

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || AssignmentAt(root, context.Span) is not { } assignment) return;

        await OfferAsync("Remove it: flush before acknowledging", Remove).ConfigureAwait(false);
        await OfferAsync("Keep it in development only", Guard).ConfigureAwait(false);

        async Task OfferAsync(string title, string key)
        {
            if (await ApplyAsync(context.Document, assignment, key, context.CancellationToken).ConfigureAwait(false) is { } changed)
                context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(changed), key), context.Diagnostics);
        }
    }

    private static async Task<Document?> FixDocumentAsync(FixAllContext context, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        var root = await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null) return null;

        var places = diagnostics.Select(diagnostic => AssignmentAt(root, diagnostic.Location.SourceSpan))
            .OfType<AssignmentExpressionSyntax>()
            .Distinct()
            .ToDictionary(place => place, _ => new SyntaxAnnotation());
        document = document.WithSyntaxRoot(
            root.ReplaceNodes(places.Keys, (place, current) => current.WithAdditionalAnnotations(places[place])));

        foreach (var place in places.Values)
        {
            root = await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
            if (root?.GetAnnotatedNodes(place).FirstOrDefault() is not AssignmentExpressionSyntax assignment) continue;
            document = await ApplyAsync(document, assignment, context.CodeActionEquivalenceKey, context.CancellationToken)
                .ConfigureAwait(false) ?? document;
        }

        return document;
    }

    private static async Task<Document?> ApplyAsync(
        Document document, AssignmentExpressionSyntax assignment, string? key, CancellationToken cancellation)
    {
        if (key == Guard) return await DevelopmentGuard.ApplyAsync(document, assignment, cancellation).ConfigureAwait(false);

        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        if (root is null || AssignmentRemoval.Apply(root, assignment) is not { } rest) return null;
        return await document.ChangedIfItCompilesAsync(rest, cancellation).ConfigureAwait(false);
    }

    private static AssignmentExpressionSyntax? AssignmentAt(SyntaxNode root, Microsoft.CodeAnalysis.Text.TextSpan span) =>
        root.FindNode(span, getInnermostNodeForTie: true).FirstAncestorOrSelf<AssignmentExpressionSyntax>();
}
