using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Opossum.Typed.Analyzers;
using Opossum.Typed.Analyzers.Contract;

namespace Opossum.Typed.CodeFixes.Contract;

/// <summary>OPSM2002: keeps the name of a field that was renamed among the aliases of its <c>[Field]</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class FieldAliasFix : CodeFixProvider
{
    private const string Aliases = nameof(Aliases);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.ShippedLost];

    /// <summary>None: which field is which is decided one by one.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(ContractEdit.OldName, out var old)
                || !diagnostic.Properties.TryGetValue(ContractEdit.Name, out var name)) continue;
            if (diagnostic.AdditionalLocations is not [{ SourceTree: { } tree } place]
                || context.Document.Project.GetDocument(tree) is not { } document) continue;
            var root = await tree.GetRootAsync(context.CancellationToken).ConfigureAwait(false);
            if (root.FindNode(place.SourceSpan) is not { } member || WithAlias(member, name!, old!) is not { } written) continue;
            var renamed = root.ReplaceNode(member, written);
            var renaming = document.ChangedIfItCompilesAsync(renamed, context.CancellationToken);
            if (await renaming.ConfigureAwait(false) is not { } changed) continue;
            context.RegisterCodeFix(
                CodeAction.Create($"Keep '{old}' as an old name of '{name}'", _ => Task.FromResult(changed), ContractEdit.OldName),
                diagnostic);
        }
    }

    private static SyntaxNode? WithAlias(SyntaxNode member, string name, string old)
    {
        var lists = member switch
        {
            ParameterSyntax parameter => parameter.AttributeLists,
            PropertyDeclarationSyntax property => property.AttributeLists,
            _ => default,
        };
        var existing = lists.SelectMany(static list => list.Attributes)
            .FirstOrDefault(static attribute => attribute.Name.ToString() is "Field" or "FieldAttribute");
        if (existing is not null) return WithAlias(existing, old) is { } extended ? member.ReplaceNode(existing, extended) : null;
        var added = AttributeOf($"Field({Literal(name)}, {Aliases} = [{Literal(old)}])")
            .WithLeadingTrivia(member.GetLeadingTrivia())
            .WithTrailingTrivia(SyntaxFactory.Space);
        return member switch
        {
            ParameterSyntax parameter =>
                parameter.WithLeadingTrivia().WithAttributeLists(parameter.WithLeadingTrivia().AttributeLists.Insert(0, added)),
            PropertyDeclarationSyntax property =>
                property.WithLeadingTrivia().WithAttributeLists(property.WithLeadingTrivia().AttributeLists.Insert(0, added)),
            _ => null,
        };
    }

    /// <returns>Null where the aliases are said in a way that is not for a fix to take apart.</returns>
    internal static AttributeSyntax? WithAlias(AttributeSyntax attribute, string old)
    {
        if (attribute.ArgumentList is not { } arguments) return null;
        var given = arguments.Arguments.FirstOrDefault(static argument => argument.NameEquals?.Name.Identifier.ValueText == Aliases);
        if (given is not { } aliases)
            return AttributeOf($"{attribute.Name}({arguments.Arguments.ToFullString()}, {Aliases} = [{Literal(old)}])").Attributes[0];
        if (aliases.Expression is not CollectionExpressionSyntax { Elements.Count: > 0 } collection) return null;
        return attribute.ReplaceNode(collection, SyntaxFactory.ParseExpression($"[{collection.Elements.ToFullString()}, {Literal(old)}]"));
    }

    private static AttributeListSyntax AttributeOf(string text) =>
        ((RecordDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration($"[{text}] record R;")!).AttributeLists[0].WithoutTrivia();

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
