using Opossum.Typed.Engine.Telemetry;

namespace Opossum.Typed.Engine.Commit;

/// <summary>The appends of a group, in order, to be completed together by one item of the thread pool: the commit thread pays for one hand-over instead of for each.</summary>
internal sealed class GroupCompletion(GroupCompletion.Pool pool) : IThreadPoolWorkItem
{
    private AppendRequest? _first;
    private AppendRequest? _last;
    private GroupCompletion? _nextSpare;

    /// <summary>How many appends it answers.</summary>
    public int Count { get; private set; }

    public void Add(AppendRequest request)
    {
        request.Next = null;
        Count++;
        MustBeDurable |= request.MustBeDurable;
        if (_last is null) _first = request;
        else _last.Next = request;
        _last = request;
    }

    /// <summary>Whether an answer waits for the flush, whatever the options say.</summary>
    public bool MustBeDurable { get; private set; }

    /// <summary>Changes what every append of the group will learn.</summary>
    public void Fail(Exception error)
    {
        for (var request = _first; request is not null; request = request.Next) request.Fail(error);
    }

    void IThreadPoolWorkItem.Execute()
    {
        var request = _first!;
        (_first, _last, Count, MustBeDurable) = (null, null, 0, false);
        pool.Return(this);
        while (request.Next is { } next)        // a completed request belongs to its caller
        {
            pool.Complete(request, isLast: false);
            request = next;
        }

        pool.Complete(request, isLast: true);
    }

    /// <summary>Completions to use again, so that a group allocates nothing. Any thread returns one; only the commit thread takes one, so the stack has no ABA problem.</summary>
    public sealed class Pool(StoreMetrics metrics)
    {
        private GroupCompletion? _spare;

        /// <summary>Answers one append of a group.</summary>
        public void Complete(AppendRequest request, bool isLast)
        {
            if (request.Count > 0) metrics.Answered(request.Times.Started, request.IsRefused);
            request.Complete(isLast);
        }

        public GroupCompletion Take()
        {
            while (Volatile.Read(ref _spare) is { } spare)
            {
                if (!ReferenceEquals(Interlocked.CompareExchange(ref _spare, spare._nextSpare, spare), spare)) continue;
                spare._nextSpare = null;
                return spare;
            }

            return new(this);
        }

        public void Return(GroupCompletion completion)
        {
            GroupCompletion? spare;
            do
            {
                spare = Volatile.Read(ref _spare);
                completion._nextSpare = spare;
            }
            while (!ReferenceEquals(Interlocked.CompareExchange(ref _spare, completion, spare), spare));
        }
    }
}
