using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Opossum.Typed.Analyzers;

namespace Opossum.Typed.CodeFixes.Contract;

/// <summary>OPSM2001 and 2002, at lines of the files: removes one that nothing declares, gives an event up.</summary>
[
    ExportCodeFixProvider(
        LanguageNames.CSharp, DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)], DocumentExtensions = [".txt"]),
    Shared,
]
public sealed class ContractFileFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.ContractBehind, RuleIds.ShippedLost];

    /// <summary>
    /// None: the platform's fix-all begins at source files, where <see cref="ContractFix"/> takes lines of the files along.
    /// </summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics.Where(ContractEdits.AreAskedFor))
            context.RegisterCodeFix(
                CodeAction.Create(
                    ContractEdits.TitleOf(diagnostic),
                    stop => ContractEdits.ApplyAsync(context.TextDocument.Project, [diagnostic], stop),
                    diagnostic.Id),
                diagnostic);
        return Task.CompletedTask;
    }
}
