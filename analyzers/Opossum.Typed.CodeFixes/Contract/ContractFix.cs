using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Opossum.Typed.Analyzers;

namespace Opossum.Typed.CodeFixes.Contract;

/// <summary>
/// OPSM2001, 2002 and 2006, at declarations: writes into <c>Events.Unshipped.txt</c> what is declared, or that something is given up.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ContractFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        RuleIds.ContractBehind,
        RuleIds.ShippedLost,
        RuleIds.ContractTags,
    ];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => ContractFixAll.Instance;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics.Where(ContractEdits.AreAskedFor))
            context.RegisterCodeFix(
                CodeAction.Create(
                    ContractEdits.TitleOf(diagnostic),
                    stop => ContractEdits.ApplyAsync(context.Document.Project, [diagnostic], stop),
                    diagnostic.Id),
                diagnostic);
        return Task.CompletedTask;
    }
}
