using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Opossum.Typed.Analyzers;
using Opossum.Typed.Analyzers.Declarations.Advice;

namespace Opossum.Typed.CodeFixes.Declarations;

/// <summary>OPSM1005, 1011 and 1013: writes a name out, gives a tag a length, removes an attribute that is said twice.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AttributeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        RuleIds.NameFollowsRename,
        RuleIds.UnboundedTag,
        RuleIds.SaidTwice,
    ];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not { } node
                || Apply(root, node, diagnostic, out var title) is not { } changed) continue;
            context.RegisterCodeFix(
                CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(changed)), diagnostic.Id), diagnostic);
        }
    }

    private static SyntaxNode? Apply(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, out string title)
    {
        title = diagnostic.Id switch
        {
            RuleIds.NameFollowsRename => "Write the name out",
            RuleIds.UnboundedTag => "Limit it to 128 bytes",
            _ => "Remove the attribute",
        };
        return diagnostic.Id switch
        {
            RuleIds.NameFollowsRename when diagnostic.Properties.TryGetValue(NameFollowsRenameAnalyzer.Name, out var name)
                && name is not null
                && node is ExpressionSyntax =>
                root.ReplaceNode(
                    node,
                    SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(name)).WithTriviaFrom(node)),
            RuleIds.UnboundedTag when node.FirstAncestorOrSelf<AttributeSyntax>() is { ArgumentList: { } arguments } =>
                root.ReplaceNode(arguments, WithLength(arguments)),
            RuleIds.SaidTwice when node.FirstAncestorOrSelf<AttributeSyntax>() is { Parent: AttributeListSyntax list } attribute =>
                Without(root, list, attribute),
            _ => null,
        };
    }

    private static AttributeArgumentListSyntax WithLength(AttributeArgumentListSyntax arguments)
    {
        var length = SyntaxFactory.AttributeArgument(
            SyntaxFactory.NameEquals("MaxLength")
                .WithLeadingTrivia(SyntaxFactory.Space)
                .NormalizeWhitespace(), null, SyntaxFactory.LiteralExpression(
                    SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(128)));
        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        return arguments.WithArguments(
            SyntaxFactory.SeparatedList<AttributeArgumentSyntax>(arguments.Arguments.GetWithSeparators().Add(comma).Add(length)));
    }

    private static SyntaxNode? Without(SyntaxNode root, AttributeListSyntax list, AttributeSyntax attribute) => list.Attributes.Count > 1
        ? root.RemoveNode(attribute, SyntaxRemoveOptions.KeepNoTrivia)
        : root.RemoveNode(list, SyntaxRemoveOptions.KeepLeadingTrivia);
}
