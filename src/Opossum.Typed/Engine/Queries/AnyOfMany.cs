namespace Opossum.Typed.Engine.Queries;

/// <summary>
/// As <see cref="AnyOf"/>, for so many sources that to look at each for every position would cost more than to keep them in order.
/// </summary>
internal sealed class AnyOfMany : Candidates
{
    private readonly Candidates[] _sources;
    private readonly PlaceHeap _order;
    private bool _begun;

    public AnyOfMany(Candidates[] sources, ReadDirection direction)
        : base(direction) => (_sources, _order) = (sources, new(sources.Length, direction));

    public override bool MoveNext()
    {
        if (!_begun) Begin(position: null);
        else
            while (!_order.IsEmpty && First.Current == Current) Keep(First.MoveNext());
        return TakeNearest();
    }

    public override bool SkipTo(long position)
    {
        if (_begun && !IsBefore(Current, position)) return true;
        if (!_begun) Begin(position);
        else
            while (!_order.IsEmpty && IsBefore(First.Current, position)) Keep(First.SkipTo(position));
        return TakeNearest();
    }

    protected override void Release()
    {
        foreach (var source in _sources) source.Dispose();
    }

    private Candidates First => _sources[_order.First];

    private void Begin(long? position)
    {
        _begun = true;
        for (var i = 0; i < _sources.Length; i++)
            if (position is { } skipTo ? _sources[i].SkipTo(skipTo) : _sources[i].MoveNext()) _order.Add(i, _sources[i].Current);
    }

    private void Keep(bool isLive)
    {
        if (isLive) _order.MoveFirst(First.Current);
        else _order.RemoveFirst();
    }

    private bool TakeNearest()
    {
        if (_order.IsEmpty) return false;
        Current = First.Current;
        return true;
    }
}
