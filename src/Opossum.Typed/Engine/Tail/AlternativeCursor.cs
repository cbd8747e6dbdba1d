using System.Collections.Immutable;
using Opossum.Typed.Engine.Queries;

namespace Opossum.Typed.Engine.Tail;

/// <summary>
/// The events of one segment that match an alternative as far as hashes tell, from the newest back: it walks the chain of the rarest term
/// and looks at each event's own postings for the others, so a dense chain is never walked beside a sparse one.
/// </summary>
internal struct AlternativeCursor
{
    private readonly TailIndex _index;
    private readonly Alternative _alternative;
    private readonly int _after;
    private readonly int _upTo;
    private int _next;

    /// <param name="index">The segment's index.</param>
    /// <param name="alternative">What to match.</param>
    /// <param name="after">Exclusive lower bound, as a place in the segment; -1 for all.</param>
    /// <param name="upTo">Inclusive upper bound.</param>
    public AlternativeCursor(TailIndex index, in Alternative alternative, int after, int upTo)
    {
        (_index, _alternative, _after, _upTo, Current) = (index, alternative, after, upTo, -1);
        _next = RarestChain(index, alternative);
    }

    public int Current { get; private set; }

    public bool MoveNext()
    {
        while (_next >= 0)
        {
            var posting = _index.Posting(_next);
            if (posting.Event <= _after) break;
            _next = posting.Previous;
            if (posting.Event > _upTo || posting.Event == Current || !HasAll(posting.Event)) continue;
            Current = posting.Event;
            return true;
        }

        _next = -1;
        return false;
    }

    /// <summary>Whether an index knows all the terms of one of some alternatives.</summary>
    public static bool MayMatch(TailIndex index, ImmutableArray<Alternative> alternatives)
    {
        foreach (var alternative in alternatives)
            if (RarestChain(index, alternative) >= 0) return true;
        return false;
    }

    private static int RarestChain(TailIndex index, in Alternative alternative)
    {
        var (rarest, fewest) = (-1, int.MaxValue);
        foreach (var term in alternative.All)
        {
            if (!index.TryFind(term, out var newest, out var count)) return -1;
            if (count < fewest) (rarest, fewest) = (newest, count);
        }

        return rarest;
    }

    private readonly bool HasAll(int local)
    {
        if (_alternative.All.Length > 1)
        {
            foreach (var term in _alternative.All)
                if (!_index.Has(local, term)) return false;
        }

        if (_alternative.AnyType.IsEmpty) return true;
        foreach (var type in _alternative.AnyType)
            if (_index.Has(local, type)) return true;
        return false;
    }
}
