using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Opossum.Typed.Analyzers;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.CodeFixes.ReadModels;

/// <summary>OPSM3037: writes the revision of the read model, where its attribute is in the same file.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RevisionFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.HiddenLogic];

    /// <summary>Whole documents at once: several calls are of one attribute.</summary>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(static async (context, document, diagnostics) =>
    {
        var root = await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || model is null) return document;
        var marks = diagnostics.Select(diagnostic => MarkOf(root, model, diagnostic, context.CancellationToken)).OfType<AttributeSyntax>();
        return document.WithSyntaxRoot(Apply(root, marks));
    });

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || model is null) return;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (MarkOf(root, model, diagnostic, context.CancellationToken) is not { } mark) continue;
            context.RegisterCodeFix(
                CodeAction.Create(
                    "Write 'Revision = 1'",
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(Apply(root, [mark]))),
                    nameof(RevisionFix)),
                diagnostic);
        }
    }

    private static AttributeSyntax? MarkOf(SyntaxNode root, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var declaration = root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>();
        if (declaration is null || model.GetDeclaredSymbol(declaration, cancellation) is not { } type) return null;
        return Attributes.Single(type, KnownSymbols.ReadModelAttribute)?.ApplicationSyntaxReference is { } reference
            && reference.SyntaxTree == root.SyntaxTree
                ? root.FindNode(reference.Span) as AttributeSyntax
                : null;
    }

    private static SyntaxNode Apply(SyntaxNode root, IEnumerable<AttributeSyntax> marks) =>
        root.ReplaceNodes(marks.Distinct(), static (_, mark) =>
        {
            var revision = SyntaxFactory.AttributeArgument(
                    SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(1)))
                .WithNameEquals(SyntaxFactory.NameEquals("Revision"))
                .NormalizeWhitespace();
            var arguments = mark.ArgumentList ?? SyntaxFactory.AttributeArgumentList();
            var separated = arguments.Arguments.Count > 0 ? revision.WithLeadingTrivia(SyntaxFactory.Space) : revision;
            return mark.WithArgumentList(arguments.AddArguments(separated));
        });
}
