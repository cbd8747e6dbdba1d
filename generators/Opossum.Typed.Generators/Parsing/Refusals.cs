using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>A reason for which a declaration gets no generated code.</summary>
internal readonly struct Refusal(RefusalKind kind, ISymbol subject, ISymbol? other, ImmutableArray<ISymbol> path)
{
    public RefusalKind Kind => kind;

    /// <summary>What can't be taken: a type, a member or a parameter.</summary>
    public ISymbol Subject => subject;

    /// <summary>What it clashes with, or the type around it that is to blame, where there is one.</summary>
    public ISymbol? Other => other;

    /// <summary>
    /// The members that lead to the subject, the declaration's own first; empty where the declaration as a whole is meant.
    /// </summary>
    public ImmutableArray<ISymbol> Path => path;
}

/// <summary>
/// Where the parsers say why they return nothing. Analyzers pass one; the generator passes none, since its results are kept for as long as
/// the IDE runs and must hold nothing of Roslyn.
/// </summary>
internal sealed class Refusals
{
    private readonly List<Refusal> _all = [];
    private readonly Stack<ISymbol> _path = new();

    public IReadOnlyList<Refusal> All => _all;

    /// <summary>The newest reason; null where there is none yet.</summary>
    public RefusalKind? Last => _all.Count == 0 ? null : _all[_all.Count - 1].Kind;

    /// <summary>What is added until <see cref="Leave"/> concerns this member.</summary>
    public void Enter(ISymbol member) => _path.Push(member);

    public void Leave() => _path.Pop();

    /// <summary>Adds a reason, once: two ways of reading a type may meet the same fault.</summary>
    public void Add(RefusalKind kind, ISymbol subject, ISymbol? other = null)
    {
        ImmutableArray<ISymbol> path = [.. _path.Reverse()];
        if (!_all.Any(each => IsSame(each, kind, subject, other, path))) _all.Add(new(kind, subject, other, path));
    }

    private static bool IsSame(Refusal known, RefusalKind kind, ISymbol subject, ISymbol? other, ImmutableArray<ISymbol> path) =>
        known.Kind == kind
        && SymbolEqualityComparer.Default.Equals(known.Subject, subject)
        && SymbolEqualityComparer.Default.Equals(known.Other, other)
        && known.Path.SequenceEqual(path, SymbolEqualityComparer.Default);
}
