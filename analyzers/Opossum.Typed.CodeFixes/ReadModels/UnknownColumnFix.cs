using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using Opossum.Typed.Analyzers;
using Opossum.Typed.Analyzers.ReadModels.Queries;

namespace Opossum.Typed.CodeFixes.ReadModels;

/// <summary>OPSM3033: writes the column that is nearest to the name.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class UnknownColumnFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.UnknownColumn];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(ReadModelQueryAnalyzer.Column, out var column) || column is null) continue;
            var change = new TextChange(diagnostic.Location.SourceSpan, column);
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Write '{column}'",
                    async cancellation => context.Document.WithText(
                        (await context.Document.GetTextAsync(cancellation).ConfigureAwait(false)).WithChanges(change)),
                    nameof(UnknownColumnFix)),
                diagnostic);
        }

        return Task.CompletedTask;
    }
}
