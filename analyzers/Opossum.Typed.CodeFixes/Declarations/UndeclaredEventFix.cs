using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using Opossum.Typed.Analyzers;
using Opossum.Typed.Analyzers.Declarations;

namespace Opossum.Typed.CodeFixes.Declarations;

/// <summary>OPSM1021: makes the record an event, named as the record is, and everything around it partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class UndeclaredEventFix : CodeFixProvider
{
    private const string Title = "Make it an event";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.UndeclaredEvent];

    /// <summary>Whole documents at once: fixes of two types in one container would meet in it.</summary>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(static async (context, document, diagnostics) =>
    {
        var root = await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        return root is null ? document : document.WithSyntaxRoot(Apply(root, diagnostics));
    });

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root is null || Target(root, diagnostic) is null) continue;
            context.RegisterCodeFix(
                CodeAction.Create(
                    Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(Apply(root, [diagnostic]))), nameof(UndeclaredEventFix)),
                diagnostic);
        }
    }

    private static SyntaxNode Apply(SyntaxNode root, IEnumerable<Diagnostic> diagnostics)
    {
        var names = new Dictionary<TypeDeclarationSyntax, string>();
        foreach (var diagnostic in diagnostics)
            if (Target(root, diagnostic) is { } target) names[target] = diagnostic.Properties[UndeclaredEventAnalyzer.Name]!;
        var around = names.Keys.SelectMany(static each => each.AncestorsAndSelf()).OfType<TypeDeclarationSyntax>().Distinct();
        return root.ReplaceNodes(around, (original, rewritten) =>
        {
            var isPartial = rewritten.Modifiers.Any(SyntaxKind.PartialKeyword);
            var declaration = isPartial ? rewritten : (TypeDeclarationSyntax)ModifierFix.MakePartial(rewritten);
            return names.TryGetValue(original, out var name) ? Mark(declaration, name) : declaration;
        });
    }

    private static RecordDeclarationSyntax? Target(SyntaxNode root, Diagnostic diagnostic) =>
        diagnostic.Properties.ContainsKey(UndeclaredEventAnalyzer.Name)
            ? root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<RecordDeclarationSyntax>()
            : null;

    /// <summary>On a line of its own above the record, below its documentation: the formatter breaks the line.</summary>
    private static TypeDeclarationSyntax Mark(TypeDeclarationSyntax declaration, string name)
    {
        var argument = SyntaxFactory.AttributeArgument(
            SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(name)));
        var attribute = SyntaxFactory.Attribute(
            SyntaxFactory.ParseName("global::Opossum.Typed.EventAttribute").WithAdditionalAnnotations(Simplifier.Annotation),
            SyntaxFactory.AttributeArgumentList([argument]));
        var list = SyntaxFactory.AttributeList([attribute])
            .WithLeadingTrivia(declaration.GetLeadingTrivia())
            .WithTrailingTrivia(SyntaxFactory.ElasticLineFeed);
        var bare = declaration.WithoutLeadingTrivia();
        return bare.WithAttributeLists(bare.AttributeLists.Insert(0, list)).WithAdditionalAnnotations(Formatter.Annotation);
    }
}
