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

/// <summary>OPSM1003: writes <c>IReadOnlyList</c> in place of a sequence whose codec is not generated.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NearestTypeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.NoCodec];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(RefusalFix.Generic, out var name) || name is null) continue;
            if (TypeOf(root?.FindNode(diagnostic.Location.SourceSpan)) is not { } type) continue;
            var replaced = root!.ReplaceNode(type, type.WithIdentifier(SyntaxFactory.Identifier(name).WithTriviaFrom(type.Identifier)));
            context.RegisterCodeFix(
                CodeAction.Create($"Use '{name}'", _ => Task.FromResult(context.Document.WithSyntaxRoot(replaced)), name), diagnostic);
        }
    }

    /// <summary>The type where it is written in full; an alias has no place for another name.</summary>
    private static GenericNameSyntax? TypeOf(SyntaxNode? member)
    {
        var type = member switch
        {
            ParameterSyntax parameter => parameter.Type,
            PropertyDeclarationSyntax property => property.Type,
            _ => null,
        };
        if (type is NullableTypeSyntax nullable) type = nullable.ElementType;
        return type switch
        {
            GenericNameSyntax generic => generic,
            QualifiedNameSyntax { Right: GenericNameSyntax generic } => generic,
            _ => null,
        };
    }
}
