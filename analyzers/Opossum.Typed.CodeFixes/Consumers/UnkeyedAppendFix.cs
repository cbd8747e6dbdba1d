using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Opossum.Typed.Analyzers;
using Opossum.Typed.Analyzers.Consumers;

namespace Opossum.Typed.CodeFixes.Consumers;

/// <summary>OPSM3022: a key of the event, which a handler takes behind it if it does not have it yet.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class UnkeyedAppendFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.UnkeyedAppend];

    /// <summary>Whole documents at once: several appends of one handler share its new parameter.</summary>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(static async (context, document, diagnostics) =>
    {
        var model = await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (model is null) return document;
        var keyed = Apply(model, diagnostics, context.CancellationToken);
        return await document.ChangedIfItCompilesAsync(keyed, context.CancellationToken).ConfigureAwait(false);
    });

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (model is null || PlaceOf(model, diagnostic, context.CancellationToken) is not { } place) continue;
            var keyed = Apply(model, [diagnostic], context.CancellationToken);
            var compiling = context.Document.ChangedIfItCompilesAsync(keyed, context.CancellationToken);
            if (await compiling.ConfigureAwait(false) is not { } changed) continue;
            context.RegisterCodeFix(
                CodeAction.Create($"Add 'key: {place.Key}'", _ => Task.FromResult(changed), nameof(UnkeyedAppendFix)), diagnostic);
        }
    }

    private static SyntaxNode Apply(SemanticModel model, IEnumerable<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        Place[] places = [.. diagnostics.Select(diagnostic => PlaceOf(model, diagnostic, cancellation)).OfType<Place>()];
        var calls = places.ToDictionary(static place => (SyntaxNode)place.Call);
        var handlers = places.Select(static place => place.Event.Handler).OfType<SyntaxNode>().Distinct();
        return model.SyntaxTree.GetRoot(cancellation).ReplaceNodes(
            calls.Keys.Concat(handlers),
            (original, rewritten) => calls.TryGetValue(original, out var place)
                ? place.Keyed((InvocationExpressionSyntax)rewritten)
                : EventInScope.AddTo((MethodDeclarationSyntax)rewritten, EventInScope.NewNameIn((MethodDeclarationSyntax)original)));
    }

    private static Place? PlaceOf(SemanticModel model, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (!diagnostic.Properties.TryGetValue(UnkeyedAppendAnalyzer.Purpose, out var purpose)) return null;
        var node = model.SyntaxTree.GetRoot(cancellation).FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        if (node is not InvocationExpressionSyntax call || EventInScope.At(call, model, cancellation) is not { } e) return null;
        var index = diagnostic.Properties.TryGetValue(UnkeyedAppendAnalyzer.KeyIndex, out var given)
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : -1;
        return new(call, index, e, $"{e.Name}.KeyFor(\"{purpose}\")");
    }

    /// <summary>A call that gets a key.</summary>
    private sealed record Place(InvocationExpressionSyntax Call, int KeyIndex, EventInScope Event, string Key)
    {
        public InvocationExpressionSyntax Keyed(InvocationExpressionSyntax call)
        {
            var (arguments, key) = (call.ArgumentList.Arguments, SyntaxFactory.ParseExpression(Key));
            if (KeyIndex >= 0)
            {
                var old = arguments[KeyIndex];
                return With(arguments.Replace(old, old.WithExpression(key.WithTriviaFrom(old.Expression))));
            }

            var named = SyntaxFactory.Argument(SyntaxFactory.NameColon("key").WithTrailingTrivia(SyntaxFactory.Space), default, key);

            // Behind the arguments without a name; the named ones may stand in any order.
            var first = arguments.IndexOf(static each => each.NameColon is not null);
            return With(arguments.Spaced(named, first > 0 ? first : arguments.Count));

            InvocationExpressionSyntax With(SeparatedSyntaxList<ArgumentSyntax> changed) =>
                call.WithArgumentList(call.ArgumentList.WithArguments(changed));
        }
    }
}
