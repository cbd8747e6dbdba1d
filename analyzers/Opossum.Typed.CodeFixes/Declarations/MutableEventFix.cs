using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Opossum.Typed.Analyzers;
using Opossum.Typed.Analyzers.Declarations.Advice;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.CodeFixes.Declarations;

/// <summary>OPSM1004: <c>init</c> in place of <c>set</c>, and <c>IReadOnlyList</c> in place of a collection that can be changed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MutableEventFix : CodeFixProvider
{
    /// <summary>The equivalence key of <c>init</c>.</summary>
    public const string Init = "OPSM1004.Init";

    /// <summary>The equivalence key of <c>IReadOnlyList</c>.</summary>
    public const string ReadOnly = "OPSM1004.ReadOnly";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.MutableEvent];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span) is not { } member) return;
        if (context.Diagnostics[0].Properties.ContainsKey(MutableEvent.IsCollection))
            await OfferAsync(context, "Use 'IReadOnlyList'", ReadOnly, [.. ReadOnlyTypes.Select(name => Replaced(root, member, name))])
                .ConfigureAwait(false);
        else if (SetterOf(member) is { } setter)
            await OfferAsync(context, "Use 'init'", Init, [root.ReplaceNode(setter, InitFor(setter))]).ConfigureAwait(false);
    }

    private static readonly string[] ReadOnlyTypes = ["IReadOnlyList", KnownSymbols.IReadOnlyList];

    /// <summary>The first that compiles: a file that sets the member elsewhere is left to the compiler, this one is not.</summary>
    private static async Task OfferAsync(CodeFixContext context, string title, string key, IReadOnlyList<SyntaxNode?> candidates)
    {
        foreach (var candidate in candidates)
        {
            if (candidate is null) continue;
            var fixedDocument = await context.Document.ChangedIfItCompilesAsync(candidate, context.CancellationToken).ConfigureAwait(false);
            if (fixedDocument is not { } changed) continue;
            context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(changed), key), context.Diagnostics);
            return;
        }
    }

    private static AccessorDeclarationSyntax? SetterOf(SyntaxNode member) =>
        (member as PropertyDeclarationSyntax)?.AccessorList?.Accessors.FirstOrDefault(static accessor =>
            accessor.IsKind(SyntaxKind.SetAccessorDeclaration));

    private static AccessorDeclarationSyntax InitFor(AccessorDeclarationSyntax setter) => SyntaxFactory.AccessorDeclaration(
        SyntaxKind.InitAccessorDeclaration,
        setter.AttributeLists,
        setter.Modifiers,
        SyntaxFactory.Token(SyntaxKind.InitKeyword).WithTriviaFrom(setter.Keyword),
        setter.Body,
        setter.ExpressionBody,
        setter.SemicolonToken);

    private static SyntaxNode? Replaced(SyntaxNode root, SyntaxNode member, string name)
    {
        var type = member switch
        {
            ParameterSyntax parameter => parameter.Type,
            PropertyDeclarationSyntax property => property.Type,
            _ => null,
        };
        var collection = type is NullableTypeSyntax nullable ? nullable.ElementType : type;
        return ItemOf(collection) is { } item
            ? root.ReplaceNode(
                collection!, SyntaxFactory.ParseTypeName($"{name}<{item.WithoutTrivia().ToFullString()}>").WithTriviaFrom(collection!))
            : null;
    }

    /// <summary>Of a jagged array the outer one goes first in the source: its items are arrays of the rest.</summary>
    private static TypeSyntax? ItemOf(TypeSyntax? type) => type switch
    {
        ArrayTypeSyntax { RankSpecifiers: { Count: 1 } } array => array.ElementType,
        ArrayTypeSyntax array => array.WithRankSpecifiers(array.RankSpecifiers.RemoveAt(0)),
        GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } arguments } => arguments[0],
        QualifiedNameSyntax { Right: GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } arguments } } => arguments[0],
        _ => null,
    };
}
