using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using Opossum.Typed.Analyzers;

namespace Opossum.Typed.CodeFixes.Durability;

/// <summary>
/// OPSM4002: writes <c>true</c> in the place of <c>false</c>, in quotes where that was, and touches nothing else of the file.
/// </summary>
[
    ExportCodeFixProvider(
        LanguageNames.CSharp, DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)], DocumentExtensions = [".json"]),
    Shared,
]
public sealed class FlushDisabledInSettingsFix : CodeFixProvider
{
    private const string Key = "OPSM4002.SetTrue";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.FlushDisabledInSettings];

    /// <summary>None: the platform's fix-all edits source files.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var (file, span) = (context.TextDocument, context.Span);
        var text = await file.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        if (span.End > text.Length) return;

        var value = text.ToString(span).StartsWith("\"", StringComparison.Ordinal) ? "\"true\"" : "true";
        var changed = file.Project.Solution.WithAdditionalDocumentText(file.Id, text.WithChanges(new TextChange(span, value)));
        context.RegisterCodeFix(
            CodeAction.Create("Set it to true: flush before acknowledging", _ => Task.FromResult(changed), Key), context.Diagnostics);
    }
}
