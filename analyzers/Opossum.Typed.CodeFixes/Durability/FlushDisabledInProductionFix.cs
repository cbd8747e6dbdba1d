using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Opossum.Typed.Analyzers;

namespace Opossum.Typed.CodeFixes.Durability;

/// <summary>OPSM4001: removes the assignment, so that the default holds.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class FlushDisabledInProductionFix : CodeFixProvider
{
    /// <summary>The equivalence key of removing.</summary>
    public const string Remove = "OPSM4001.Remove";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.FlushDisabledInProduction];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true) is not AssignmentExpressionSyntax assignment) return;

        if (AssignmentRemoval.IsPossible(assignment))
            context.RegisterCodeFix(CodeAction.Create("Remove it: flush before acknowledging", _ => Replace(context.Document, AssignmentRemoval.Apply(root, assignment)), Remove), context.Diagnostics);
    }

    private static Task<Document> Replace(Document document, SyntaxNode root) => Task.FromResult(document.WithSyntaxRoot(root));
}
