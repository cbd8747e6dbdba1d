using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Opossum.Typed.Analyzers;
using Opossum.Typed.Analyzers.Declarations;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.CodeFixes.ReadModels;

/// <summary>OPSM3027 and 3031: writes the name of a table, or of an index, as such names are.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class TableNameFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.BadReadModel, RuleIds.BadColumn];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(RefusalFix.Name, out var name) || name is null) continue;
            if (NameIn(AttributesAt(root?.FindNode(diagnostic.Location.SourceSpan))) is not { } literal) continue;
            var replaced = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(name))
                .WithTriviaFrom(literal);
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Write '{name}'",
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(root!.ReplaceNode(literal, replaced))),
                    nameof(TableNameFix)),
                diagnostic);
        }
    }

    private static SyntaxList<AttributeListSyntax> AttributesAt(SyntaxNode? declared) => declared switch
    {
        ParameterSyntax parameter => parameter.AttributeLists,
        MemberDeclarationSyntax member => member.AttributeLists,
        _ => default,
    };

    /// <summary>The literal that can't be a name; one that stands elsewhere, in a constant, is left to its author.</summary>
    private static LiteralExpressionSyntax? NameIn(SyntaxList<AttributeListSyntax> lists) => lists
        .SelectMany(static list => list.Attributes)
        .Where(static attribute => attribute.Name.ToString().Split('.', ':').Last() is
            "ReadModel" or "ReadModelAttribute" or "Index" or "IndexAttribute")
        .Select(static attribute => attribute.ArgumentList?.Arguments.FirstOrDefault()?.Expression)
        .OfType<LiteralExpressionSyntax>()
        .FirstOrDefault(static literal =>
            literal.IsKind(SyntaxKind.StringLiteralExpression) && !ColumnNames.IsValid(literal.Token.ValueText));
}
