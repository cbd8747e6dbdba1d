using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Opossum.Typed.Analyzers;
using Opossum.Typed.Analyzers.Declarations;

namespace Opossum.Typed.CodeFixes.ReadModels;

/// <summary>OPSM3039: removes an attribute that has no effect.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class IdleViaFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.BadVia];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.ContainsKey(RefusalFix.Via)) continue;
            if (root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method) continue;
            context.RegisterCodeFix(
                CodeAction.Create(
                    "Remove [Via]",
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(method, Without(method)))),
                    nameof(IdleViaFix)),
                diagnostic);
        }
    }

    /// <summary>The method without the attribute, whose comments stay.</summary>
    private static MethodDeclarationSyntax Without(MethodDeclarationSyntax method)
    {
        var (leading, lists) = (method.GetLeadingTrivia(), new List<AttributeListSyntax>());
        foreach (var list in method.AttributeLists)
        {
            var others = list.Attributes.Where(static each => !IsVia(each)).ToArray();
            if (others.Length == list.Attributes.Count) lists.Add(list);
            else if (others.Length > 0) lists.Add(list.WithAttributes([.. others]));
        }

        return method.WithAttributeLists([.. lists]).WithLeadingTrivia(leading);
    }

    private static bool IsVia(AttributeSyntax attribute) => attribute.Name.DescendantNodesAndSelf().OfType<GenericNameSyntax>()
        .LastOrDefault()?.Identifier.ValueText is "Via" or "ViaAttribute";
}
