using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Opossum.Typed.Analyzers;
using Opossum.Typed.Analyzers.Stores.Conditions;

namespace Opossum.Typed.CodeFixes.Stores;

/// <summary>
/// OPSM3002 and 3003: guards with the query that was read, where that has a name, and behind the position of the read, where there is one
/// that says it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ReadConditionFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.ConditionOfAnotherQuery, RuleIds.ConditionWithoutAfter];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(ReadConditionAnalyzer.Mend, out var mend) || mend is null) continue;
            if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax query) continue;
            var isOther = diagnostic.Id == RuleIds.ConditionOfAnotherQuery;
            var mended = isOther ? SyntaxFactory.ParseExpression(mend) : After(query.WithoutTrivia(), mend);
            var guarded = root.ReplaceNode(query, mended.WithTriviaFrom(query));
            var guarding = context.Document.ChangedIfItCompilesAsync(guarded, context.CancellationToken);
            if (await guarding.ConfigureAwait(false) is not { } changed) continue;
            var title = isOther ? $"Guard with '{mend}', which was read" : $"Guard what came after '{mend}'";
            context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(changed), diagnostic.Id), diagnostic);
        }
    }

    private static InvocationExpressionSyntax After(ExpressionSyntax query, string position)
    {
        var whole = query
            is IdentifierNameSyntax or InvocationExpressionSyntax
            or MemberAccessExpressionSyntax or ParenthesizedExpressionSyntax
            ? query
            : SyntaxFactory.ParenthesizedExpression(query);
        return SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, whole, SyntaxFactory.IdentifierName("After")),
            SyntaxFactory.ArgumentList(
                SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(SyntaxFactory.ParseExpression(position)))));
    }
}
