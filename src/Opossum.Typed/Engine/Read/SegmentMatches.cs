using System.Runtime.InteropServices;
using Opossum.Typed.Engine.Index;

namespace Opossum.Typed.Engine.Read;

/// <summary>Places in one segment, in a read's direction, each once.</summary>
internal abstract class SegmentMatches
{
    public int Current { get; protected set; }

    public abstract bool MoveNext();
}

/// <summary>Every place of a range.</summary>
internal sealed class RangeMatches : SegmentMatches
{
    private readonly int _step;
    private readonly int _end;

    public RangeMatches(int first, int last, bool backward)
    {
        (_step, Current, _end) = backward ? (-1, last + 1, first) : (1, first - 1, last);
    }

    public override bool MoveNext()
    {
        if (Current == _end) return false;
        Current += _step;
        return true;
    }
}

/// <summary>
/// What the index knows. Chains run from the newest back: a backward read merges them as it goes, so the last match costs one step; a forward read gathers the segment's
/// matches and turns them round.
/// </summary>
internal sealed class IndexMatches : SegmentMatches
{
    private readonly AlternativeCursor[] _cursors;
    private readonly bool[] _live;
    private readonly List<int>? _gathered;
    private int _next;

    public IndexMatches(TailIndex index, CompiledQuery query, int first, int last, bool backward)
    {
        _cursors = [.. query.Alternatives.Select(alternative => new AlternativeCursor(index, alternative, first - 1, last))];
        _live = new bool[_cursors.Length];
        for (var i = 0; i < _cursors.Length; i++) _live[i] = _cursors[i].MoveNext();
        if (backward) return;
        _gathered = [];
        while (TryMerge(out var local)) _gathered.Add(local);
        _next = _gathered.Count;
    }

    public override bool MoveNext()
    {
        if (_gathered is null)
        {
            if (!TryMerge(out var local)) return false;
            Current = local;
            return true;
        }

        if (_next == 0) return false;
        Current = CollectionsMarshal.AsSpan(_gathered)[--_next];
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
}
