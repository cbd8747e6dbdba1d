namespace Opossum.Typed.Engine.Index;

/// <summary>Every position of a range.</summary>
internal sealed class RangeMatches : Matches
{
    private readonly int _step;
    private readonly long _end;

    public RangeMatches(long first, long last, bool backward) : base(backward)
    {
        (_step, Current, _end) = backward ? (-1, last + 1, first) : (1, first - 1, last);
    }

    public override bool MoveNext()
    {
        if (!IsBefore(Current, _end)) return false;
        Current += _step;
        return true;
    }
}
