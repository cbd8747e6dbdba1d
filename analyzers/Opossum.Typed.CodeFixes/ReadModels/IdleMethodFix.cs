using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Opossum.Typed.Analyzers;
using Opossum.Typed.Analyzers.Declarations;

namespace Opossum.Typed.CodeFixes.ReadModels;

/// <summary>OPSM3029 and 3030: removes a handler, or a <c>KeyOf</c>, that would never be called.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class IdleMethodFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.NoKeyTag, RuleIds.BadKey];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.ContainsKey(RefusalFix.Removal)) continue;
            if (root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method) continue;
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Remove '{method.Identifier.ValueText}'",
                    _ => Task.FromResult(
                        context.Document.WithSyntaxRoot(root.RemoveNode(method, SyntaxRemoveOptions.KeepUnbalancedDirectives)!)),
                    nameof(IdleMethodFix)),
                diagnostic);
        }
    }
}
