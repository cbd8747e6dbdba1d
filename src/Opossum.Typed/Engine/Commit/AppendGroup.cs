namespace Opossum.Typed.Engine.Commit;

/// <summary>The appends of one group, in their order. The commit thread owns it and fills it again for every group.</summary>
internal sealed class AppendGroup
{
    private AppendRequest? _first;
    private AppendRequest? _last;

    /// <summary>How many appends it holds.</summary>
    public int Count { get; private set; }

    /// <summary>True if an answer waits for the flush, whatever the options say.</summary>
    public bool MustBeDurable { get; private set; }

    public void Add(AppendRequest request)
    {
        request.Next = null;
        Count++;
        MustBeDurable |= request.MustBeDurable;
        if (_last is null) _first = request;
        else _last.Next = request;
        _last = request;
    }

    /// <summary>Changes what every caller of the group will learn. Each gets an exception of its own.</summary>
    public void Fail(StoreFaultedException fault)
    {
        for (var request = _first; request is not null; request = request.Next) request.Fail(fault.ForAnotherCaller());
    }

    /// <summary>Takes all appends out, linked by <see cref="AppendRequest.Next"/>.</summary>
    public (AppendRequest First, AppendRequest Last, int Count) Take()
    {
        var taken = (_first!, _last!, Count);
        (_first, _last, Count, MustBeDurable) = (null, null, 0, false);
        return taken;
    }
}
