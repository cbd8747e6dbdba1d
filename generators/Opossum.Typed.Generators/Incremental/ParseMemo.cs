using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Opossum.Typed.Generators.Incremental;

/// <summary>
/// Answers a parse from an earlier one where nothing that it depends on has changed. Roslyn runs every transform again at every edit, and
/// asking a fresh compilation for the members of a thousand records costs ten times what is spent on finding them; an answer that is still
/// true costs next to nothing.
/// <para>
/// An answer is still true when the declarations that it was made from are the same trees as then (<see cref="SourceDependencies"/>), and
/// every name still means what it meant (<see cref="ProjectNames"/>). It is kept beside its tree and lives no longer; compilations and
/// symbols are not kept.
/// </para>
/// </summary>
internal sealed class ParseMemo
{
    private readonly ConditionalWeakTable<SyntaxTree, ConcurrentDictionary<(string Attribute, TextSpan Span), Answer>> _answers = new();
    private readonly ProjectNames _names = new();

    public T? Parse<T>(string attribute, GeneratorAttributeSyntaxContext context, Func<GeneratorAttributeSyntaxContext, CancellationToken, T?> parse, CancellationToken cancellation) where T : class
    {
        var compilation = context.SemanticModel.Compilation;
        var names = _names.Of(compilation, cancellation);
        var answers = _answers.GetValue(context.TargetNode.SyntaxTree, static _ => new());
        var key = (attribute, context.TargetNode.Span);
        if (answers.TryGetValue(key, out var known) && known.IsStillTrue(compilation, names)) return (T?)known.Parsed;

        var parsed = parse(context, cancellation);
        if (SourceDependencies.Of(context.TargetSymbol as INamedTypeSymbol ?? context.TargetSymbol.ContainingType, compilation, _names, cancellation) is { } trees) answers[key] = new(parsed, names, trees);
        else answers.TryRemove(key, out _);
        return parsed;
    }

    private sealed class Answer(object? parsed, object names, ImmutableArray<SyntaxTree> trees)
    {
        public object? Parsed => parsed;

        public bool IsStillTrue(Compilation compilation, object now)
        {
            if (names != now) return false;
            foreach (var tree in trees)
                if (!compilation.ContainsSyntaxTree(tree)) return false;
            return true;
        }
    }
}
