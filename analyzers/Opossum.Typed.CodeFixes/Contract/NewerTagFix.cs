using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Opossum.Typed.Analyzers;
using Opossum.Typed.Analyzers.Contract;

namespace Opossum.Typed.CodeFixes.Contract;

/// <summary>OPSM2010: writes into <c>Events.Unshipped.txt</c> what becomes of events that are older than a tag. A decision each.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NewerTagFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.NewerTag];

    /// <summary>None: whether old events must be found is decided one by one.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics.Where(static each => each.Properties.ContainsKey(ContractEdit.Retagged)))
        {
            Register("Stores are retagged: write it into Events.Unshipped.txt", ContractEdit.Retagged, diagnostic);
            Register("Old events need not be found: write it into Events.Unshipped.txt", ContractEdit.Since, diagnostic);
        }

        return Task.CompletedTask;

        void Register(string title, string lines, Diagnostic diagnostic) => context.RegisterCodeFix(
            CodeAction.Create(
                title, stop => ContractEdits.ApplyAsync(context.Document.Project, [diagnostic], stop, lines), diagnostic.Id + lines),
            diagnostic);
    }
}
