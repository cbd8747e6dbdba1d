namespace Opossum.Typed.Engine.Commit;

/// <summary>The appends of a group, in order, to be completed together by one item of the thread pool: the commit thread pays for one hand-over instead of for each.</summary>
internal sealed class GroupCompletion : IThreadPoolWorkItem
{
    private AppendRequest? _first;
    private AppendRequest? _last;

    public bool IsEmpty => _first is null;

    public void Add(AppendRequest request)
    {
        request.Next = null;
        if (_last is null) _first = request;
        else _last.Next = request;
        _last = request;
    }

    /// <summary>Changes what every append of the group will learn.</summary>
    public void Fail(Exception error)
    {
        for (var request = _first; request is not null; request = request.Next) request.Fail(error);
    }

    void IThreadPoolWorkItem.Execute()
    {
        for (var request = _first; request is not null;)
        {
            var next = request.Next;        // a completed request belongs to its caller
            request.Complete();
            request = next;
        }
    }
}
