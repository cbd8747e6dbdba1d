using Opossum.Typed.Engine.Telemetry;

namespace Opossum.Typed.Engine.Commit;

/// <summary>
/// Answers the callers of groups that are done. A work item of the thread pool does it. If the pool does not get to it, because all of
/// its threads are blocked (perhaps by the very callers that wait), a thread of the store does it. Each of the two takes one answer at a
/// time, so something that blocks one of them delays no other answer.
/// </summary>
/// <remarks>
/// The callers' tasks run every continuation asynchronously (see <see cref="AppendRequest"/>). To complete one releases the threads that
/// block on it, and queues the rest to the pool: neither thread runs a continuation.
/// </remarks>
/// <param name="metrics">Of the store.</param>
internal sealed class Answers(StoreMetrics metrics) : IThreadPoolWorkItem
{
    /// <summary>How often the thread looks whether the pool has answered what was there at its last look, in milliseconds.</summary>
    private const int Patience = 5;

    /// <summary>
    /// After so many looks at nothing the thread sleeps until there is something again: a store at rest costs no processor time.
    /// </summary>
    private const int LooksAtNothing = 20;

    // All under the lock. A monitor, since the thread waits with a time-out, and nothing has to be disposed.
    private readonly object _lock = new();
    private AppendRequest? _first;          // not answered yet, oldest first
    private AppendRequest? _last;
    private long _handedOver;
    private long _taken;
    private bool _isPoolAsked;              // a work item is queued that has not begun
    private bool _isPoolLate;               // the thread had to answer, and no work item has begun since
    private bool _isWatched;                // the thread looks every now and then
    private bool _isStopping;

    /// <summary>Starts the thread. Without it, only the pool answers.</summary>
    public void Start() => new Thread(Run) { Name = "Opossum.Typed answers", IsBackground = true }.UnsafeStart();

    /// <summary>Takes over a group whose outcomes are known. Its requests belong to their callers, or to the next ones, at once.</summary>
    public void HandOver(AppendGroup group)
    {
        var (first, last, count) = group.Take();
        bool asks;
        lock (_lock)
        {
            if (_last is null) _first = first;
            else _last.Next = first;
            _last = last;
            _handedOver += count;
            (asks, _isPoolAsked) = (!_isPoolAsked, true);
            if (_isPoolLate || !_isWatched) Monitor.Pulse(_lock);
            _isWatched = true;
        }

        if (asks) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Answers what is left, and ends the thread. Nothing may be handed over afterwards.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _isStopping = true;
            Monitor.Pulse(_lock);
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        lock (_lock) (_isPoolAsked, _isPoolLate) = (false, false);
        AnswerAll();
    }

    private void Run()
    {
        while (AwaitWork()) AnswerAll();
    }

    private void AnswerAll()
    {
        while (TryTake() is { } request)
        {
            if (request.Count > 0) metrics.Answered(request.Times.Started, request.IsRefused);
            request.Complete();
        }
    }

    private AppendRequest? TryTake()
    {
        lock (_lock)
        {
            if (_first is not { } request) return null;
            _first = request.Next;
            if (_first is null) _last = null;
            _taken++;
            return request;
        }
    }

    /// <summary>Waits until the pool is late.</summary>
    /// <returns>False when the thread is to end: all is answered.</returns>
    private bool AwaitWork()
    {
        lock (_lock)
        {
            var (seen, atNothing) = (_taken, 0);            // how many had been handed over at the last look
            while (true)
            {
                if (_first is not null && (_isPoolLate || _isStopping || _taken < seen))
                {
                    _isPoolLate = true;
                    return true;
                }

                if (_isStopping) return false;
                atNothing = _first is null && seen == _handedOver ? atNothing + 1 : 0;
                seen = _handedOver;
                _isWatched &= atNothing < LooksAtNothing;
                if (_isWatched) Monitor.Wait(_lock, Patience);
                else Monitor.Wait(_lock);
            }
        }
    }
}
