namespace Opossum.Typed.Engine.Queries;

/// <summary>The positions of several sources, merged; those that share one all step over it.</summary>
internal sealed class AnyOf : Candidates
{
    /// <summary>Of more, each step would cost a look at each: <see cref="AnyOfMany"/> keeps them in order.</summary>
    public const int Few = 8;

    private readonly Candidates[] _sources;
    private readonly bool[] _live;
    private bool _begun;

    private AnyOf(Candidates[] sources, ReadDirection direction)
        : base(direction) => (_sources, _live) = (sources, new bool[sources.Length]);

    /// <summary>The cheaper form for the number of sources.</summary>
    public static Candidates Of(Candidates[] sources, ReadDirection direction) => sources.Length switch
    {
        1 => sources[0],
        <= Few => new AnyOf(sources, direction),
        _ => new AnyOfMany(sources, direction),
    };

    public override bool MoveNext()
    {
        for (var i = 0; i < _sources.Length; i++)
            if (!_begun || (_live[i] && _sources[i].Current == Current)) _live[i] = _sources[i].MoveNext();
        _begun = true;
        return TakeNearest();
    }

    public override bool SkipTo(long position)
    {
        if (_begun && !IsBefore(Current, position)) return true;
        for (var i = 0; i < _sources.Length; i++)
            if (!_begun || _live[i]) _live[i] = _sources[i].SkipTo(position);
        _begun = true;
        return TakeNearest();
    }

    protected override void Release()
    {
        foreach (var source in _sources) source.Dispose();
    }

    private bool TakeNearest()
    {
        var found = false;
        for (var i = 0; i < _sources.Length; i++)
        {
            if (!_live[i] || (found && !IsBefore(_sources[i].Current, Current))) continue;
            (found, Current) = (true, _sources[i].Current);
        }

        return found;
    }
}
