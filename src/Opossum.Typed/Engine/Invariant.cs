using System.Diagnostics.CodeAnalysis;

namespace Opossum.Typed.Engine;

/// <summary>
/// Checks, in production too, what only a bug in the engine can break. On the commit thread a broken invariant ends writing, as any error
/// on the way to the disk does, before it can reach the log or a reader.
/// </summary>
internal static class Invariant
{
    /// <param name="holds">The condition, of a compare or two.</param>
    /// <param name="what">The sentence that is true if it holds; a constant.</param>
    /// <exception cref="BrokenInvariantException">It does not hold.</exception>
    public static void Require([DoesNotReturnIf(false)] bool holds, string what)
    {
        if (!holds) throw new BrokenInvariantException(what);
    }
}

/// <summary>A bug in the engine, noticed before it did harm.</summary>
/// <param name="what">The sentence that is not true.</param>
internal sealed class BrokenInvariantException(string what) : Exception($"A bug in Opossum.Typed: it does not hold that {what}.");
