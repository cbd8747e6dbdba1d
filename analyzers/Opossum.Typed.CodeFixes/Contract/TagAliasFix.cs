using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Opossum.Typed.Analyzers;
using Opossum.Typed.Analyzers.Contract;

namespace Opossum.Typed.CodeFixes.Contract;

/// <summary>OPSM2006: keeps the key of a tag that was renamed among the aliases of its <c>[Tag]</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class TagAliasFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.ContractTags];

    /// <summary>None: which tag is which is decided one by one.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(ContractEdit.OldName, out var old)
                || !diagnostic.Properties.TryGetValue(ContractEdit.Name, out var key)) continue;
            if (await FindAsync(context, diagnostic, key!).ConfigureAwait(false) is not { } tag
                || context.Document.Project.GetDocument(tag.SyntaxTree) is not { } document
                || FieldAliasFix.WithAlias(tag, old!) is not { } extended) continue;
            var root = await tag.SyntaxTree.GetRootAsync(context.CancellationToken).ConfigureAwait(false);
            var renaming = document.ChangedIfItCompilesAsync(root.ReplaceNode(tag, extended), context.CancellationToken);
            if (await renaming.ConfigureAwait(false) is not { } changed) continue;
            context.RegisterCodeFix(
                CodeAction.Create($"Keep '{old}' as an old key of '{key}'", _ => Task.FromResult(changed), ContractEdit.OldName),
                diagnostic);
        }
    }

    /// <summary>On a member of the event, or on the type of one.</summary>
    private static async Task<AttributeSyntax?> FindAsync(CodeFixContext context, Diagnostic diagnostic, string key)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(diagnostic.Location.SourceSpan) is not { } declaration
            || model?.GetDeclaredSymbol(declaration, context.CancellationToken) is not INamedTypeSymbol e) return null;
        var members = e.GetMembers().OfType<IPropertySymbol>().ToArray();
        var carriers = e.InstanceConstructors.SelectMany(static made => made.Parameters)
            .Concat<ISymbol>(members)
            .Concat(members.Select(static member => member.Type));
        return carriers.SelectMany(static carrier => carrier.GetAttributes())
            .Where(attribute => attribute is { AttributeClass.Name: "TagAttribute", ConstructorArguments: [{ Value: string own }] }
                && own == key)
            .Select(attribute => attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken) as AttributeSyntax)
            .FirstOrDefault();
    }
}
