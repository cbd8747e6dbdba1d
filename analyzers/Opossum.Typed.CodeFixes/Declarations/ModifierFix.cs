using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Opossum.Typed.Analyzers;
using Opossum.Typed.Analyzers.Declarations;

namespace Opossum.Typed.CodeFixes.Declarations;

/// <summary>
/// OPSM1001, 1002, 1029 and 3027: adds the modifier that is missing, or removes the one that is in the way. <c>partial</c> goes up the
/// chain of containing types.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ModifierFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [RuleIds.NotPartial, RuleIds.NotGeneratable, RuleIds.UnmaskedMember, RuleIds.BadReadModel];

    /// <summary>Whole documents at once: fixes of two types in one container would meet in it.</summary>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(static async (context, document, diagnostics) =>
    {
        var root = await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        return root is null
            ? document
            : document.WithSyntaxRoot(Apply(root, diagnostics.Where(diagnostic => KeyOf(diagnostic) == context.CodeActionEquivalenceKey)));
    });

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root is null || KeyOf(diagnostic) is not { } key || !Targets(root, diagnostic).Any()) continue;
            var title = key[0] == '-' ? $"Remove '{key.Substring(1)}'" : $"Make it {key}";
            context.RegisterCodeFix(
                CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(Apply(root, [diagnostic]))), key),
                diagnostic);
        }
    }

    private static string? KeyOf(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(RefusalFix.Modifier, out var modifier) ? modifier : null;

    private static SyntaxNode Apply(SyntaxNode root, IEnumerable<Diagnostic> diagnostics)
    {
        var changes = new Dictionary<BaseTypeDeclarationSyntax, string>();
        foreach (var diagnostic in diagnostics)
        {
            foreach (var target in Targets(root, diagnostic)) changes[target] = KeyOf(diagnostic)!;
        }

        return root.ReplaceNodes(changes.Keys, (original, rewritten) => Change(rewritten, changes[original]));
    }

    private static IEnumerable<BaseTypeDeclarationSyntax> Targets(SyntaxNode root, Diagnostic diagnostic)
    {
        var declaration = root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<BaseTypeDeclarationSyntax>();
        return KeyOf(diagnostic) switch
        {
            null => [],
            "partial" =>
                declaration?.AncestorsAndSelf()
                    .OfType<TypeDeclarationSyntax>()
                    .Where(static each => !each.Modifiers.Any(SyntaxKind.PartialKeyword)) ?? [],
            _ when declaration is not null => [declaration],
            _ => [],
        };
    }

    private static BaseTypeDeclarationSyntax Change(BaseTypeDeclarationSyntax declaration, string change) => change switch
    {
        "partial" => Add(declaration, SyntaxKind.PartialKeyword, declaration.Modifiers.Count),
        "readonly" => Add(declaration, SyntaxKind.ReadOnlyKeyword, IndexOf(declaration, SyntaxKind.PartialKeyword)),
        "-abstract" => Remove(declaration, SyntaxKind.AbstractKeyword),
        "-file" => Remove(declaration, SyntaxKind.FileKeyword),
        _ => declaration,
    };

    /// <summary>The declaration with <c>partial</c>, which it must not have yet.</summary>
    public static BaseTypeDeclarationSyntax MakePartial(BaseTypeDeclarationSyntax declaration) => Change(declaration, "partial");

    private static int IndexOf(BaseTypeDeclarationSyntax declaration, SyntaxKind kind) =>
        declaration.Modifiers.IndexOf(kind) is >= 0 and var index ? index : declaration.Modifiers.Count;

    /// <summary>The first modifier takes over what stands before the keyword: comments, the line's indentation.</summary>
    private static BaseTypeDeclarationSyntax Add(BaseTypeDeclarationSyntax declaration, SyntaxKind kind, int index)
    {
        var modifier = SyntaxFactory.Token(kind).WithTrailingTrivia(SyntaxFactory.Space);
        if (index > 0) return declaration.WithModifiers(declaration.Modifiers.Insert(index, modifier));
        if (declaration.Modifiers.Count > 0)
        {
            var first = declaration.Modifiers[0];
            return declaration.WithModifiers(
                declaration.Modifiers.Replace(first, first.WithLeadingTrivia()).Insert(0, modifier.WithLeadingTrivia(first.LeadingTrivia)));
        }

        var keyword = Keyword(declaration);
        return declaration.ReplaceToken(keyword, keyword.WithLeadingTrivia())
            .WithModifiers([modifier.WithLeadingTrivia(keyword.LeadingTrivia)]);
    }

    private static BaseTypeDeclarationSyntax Remove(BaseTypeDeclarationSyntax declaration, SyntaxKind kind)
    {
        var index = declaration.Modifiers.IndexOf(kind);
        if (index < 0) return declaration;
        var leading = declaration.Modifiers[index].LeadingTrivia;
        var rest = declaration.WithModifiers(declaration.Modifiers.RemoveAt(index));
        if (index < rest.Modifiers.Count)
            return rest.WithModifiers(rest.Modifiers.Replace(rest.Modifiers[index], rest.Modifiers[index].WithLeadingTrivia(leading)));
        return index > 0 ? rest : rest.ReplaceToken(Keyword(rest), Keyword(rest).WithLeadingTrivia(leading));
    }

    private static SyntaxToken Keyword(BaseTypeDeclarationSyntax declaration) =>
        declaration is EnumDeclarationSyntax @enum ? @enum.EnumKeyword : ((TypeDeclarationSyntax)declaration).Keyword;
}
