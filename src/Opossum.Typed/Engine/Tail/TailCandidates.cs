using System.Runtime.InteropServices;
using Opossum.Typed.Engine.Queries;

namespace Opossum.Typed.Engine.Tail;

/// <summary>
/// What the index of an unsealed segment knows. Chains run from the newest back: a backward read merges them as it goes, so the last match
/// costs one step; a forward read gathers the segment's matches and turns them round. Few chains are merged by a look at each; many are
/// kept in order, or gathered and sorted.
/// </summary>
internal sealed class TailCandidates : Candidates
{
    private readonly AlternativeCursor[] _cursors;
    private readonly bool[] _live;              // of few
    private readonly PlaceHeap? _order;         // of many, backward
    private readonly List<int>? _gathered;      // forward: the last is the first to be read
    private readonly long _base;
    private int _next;

    /// <param name="index">The segment's index.</param>
    /// <param name="basePosition">Of the segment.</param>
    /// <param name="query">What to find.</param>
    /// <param name="first">Inclusive, as a place in the segment.</param>
    /// <param name="last">Inclusive.</param>
    /// <param name="direction">The direction.</param>
    public TailCandidates(TailIndex index, long basePosition, CompiledQuery query, int first, int last, ReadDirection direction)
        : base(direction)
    {
        _base = basePosition;
        _cursors = [.. query.Alternatives.Select(alternative => new AlternativeCursor(index, alternative, first - 1, last))];
        var isMany = _cursors.Length > AnyOf.Few;
        _live = isMany ? [] : new bool[_cursors.Length];
        if (isMany && direction == ReadDirection.Forward)
        {
            _gathered = GatherSorted();
            _next = _gathered.Count;
            return;
        }

        if (isMany) _order = new(_cursors.Length, ReadDirection.Backward);
        for (var i = 0; i < _cursors.Length; i++)
        {
            var isLive = _cursors[i].MoveNext();
            if (_order is null) _live[i] = isLive;
            else if (isLive) _order.Add(i, _cursors[i].Current);
        }

        if (direction == ReadDirection.Backward) return;
        _gathered = [];
        while (TryMerge(out var local)) _gathered.Add(local);
        _next = _gathered.Count;
    }

    public override bool MoveNext()
    {
        if (_gathered is null)
        {
            if (!(_order is null ? TryMerge(out var local) : TryMergeMany(_order, out local))) return false;
            Current = _base + local;
            return true;
        }

        if (_next == 0) return false;
        Current = _base + CollectionsMarshal.AsSpan(_gathered)[--_next];
        return true;
    }

    /// <summary>The newest place of all chains; chains that share it all step over it.</summary>
    private bool TryMerge(out int local)
    {
        local = -1;
        for (var i = 0; i < _cursors.Length; i++)
            if (_live[i]) local = Math.Max(local, _cursors[i].Current);
        if (local < 0) return false;
        for (var i = 0; i < _cursors.Length; i++)
            if (_live[i] && _cursors[i].Current == local) _live[i] = _cursors[i].MoveNext();
        return true;
    }

    /// <inheritdoc cref="TryMerge"/>
    private bool TryMergeMany(PlaceHeap order, out int local)
    {
        local = order.IsEmpty ? -1 : _cursors[order.First].Current;
        while (!order.IsEmpty && _cursors[order.First].Current == local)
        {
            ref var cursor = ref _cursors[order.First];
            if (cursor.MoveNext()) order.MoveFirst(cursor.Current);
            else order.RemoveFirst();
        }

        return local >= 0;
    }

    /// <summary>From the newest to the oldest, each once.</summary>
    private List<int> GatherSorted()
    {
        var places = new List<int>();
        for (var i = 0; i < _cursors.Length; i++)
            while (_cursors[i].MoveNext()) places.Add(_cursors[i].Current);
        places.Sort();
        var all = CollectionsMarshal.AsSpan(places);
        var kept = 0;
        foreach (var place in all)
            if (kept == 0 || all[kept - 1] != place) all[kept++] = place;
        places.RemoveRange(kept, places.Count - kept);
        places.Reverse();
        return places;
    }
}
