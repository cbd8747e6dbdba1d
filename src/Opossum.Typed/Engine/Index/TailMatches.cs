using System.Runtime.InteropServices;

namespace Opossum.Typed.Engine.Index;

/// <summary>
/// What the index of an unsealed segment knows. Chains run from the newest back: a backward read merges them as it goes, so the last match costs one step; a forward read gathers the segment's
/// matches and turns them round.
/// </summary>
internal sealed class TailMatches : Matches
{
    private readonly AlternativeCursor[] _cursors;
    private readonly bool[] _live;
    private readonly List<int>? _gathered;
    private readonly long _base;
    private int _next;

    /// <param name="index">The segment's index.</param>
    /// <param name="basePosition">Of the segment.</param>
    /// <param name="query">What to find.</param>
    /// <param name="first">Inclusive, as a place in the segment.</param>
    /// <param name="last">Inclusive.</param>
    /// <param name="backward">The direction.</param>
    public TailMatches(TailIndex index, long basePosition, CompiledQuery query, int first, int last, bool backward) : base(backward)
    {
        _base = basePosition;
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
}
