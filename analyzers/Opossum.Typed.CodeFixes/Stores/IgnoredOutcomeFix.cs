using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Opossum.Typed.Analyzers;

namespace Opossum.Typed.CodeFixes.Stores;

/// <summary>
/// OPSM3005: <c>AppendAsync</c> in place of <c>TryAppendAsync</c>, since it throws what nobody looks at. Of a command's outcome only its
/// author knows what to do with it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class IgnoredOutcomeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.IgnoredOutcome];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true) is not InvocationExpressionSyntax { Expression: var called }) return;
        if (called is not MemberAccessExpressionSyntax { Name: IdentifierNameSyntax name } || name.Identifier.ValueText != "TryAppendAsync")
            return;
        var throwing = root.ReplaceNode(name, SyntaxFactory.IdentifierName("AppendAsync").WithTriviaFrom(name));
        if (await context.Document.ChangedIfItCompilesAsync(throwing, context.CancellationToken).ConfigureAwait(false) is { } changed)
            context.RegisterCodeFix(
                CodeAction.Create(
                    "Call AppendAsync, which throws when it is refused", _ => Task.FromResult(changed), RuleIds.IgnoredOutcome),
                context.Diagnostics);
    }
}
