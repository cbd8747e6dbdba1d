namespace Opossum.Typed.Engine.Queries;

/// <summary>Every position of a range.</summary>
internal sealed class RangeCandidates : Candidates
{
    private readonly int _step;
    private readonly long _end;

    public RangeCandidates(long first, long last, ReadDirection direction) : base(direction)
    {
        (_step, Current, _end) = direction == ReadDirection.Backward ? (-1, last + 1, first) : (1, first - 1, last);
    }

    public override bool MoveNext()
    {
        if (!IsBefore(Current, _end)) return false;
        Current += _step;
        return true;
    }
}
