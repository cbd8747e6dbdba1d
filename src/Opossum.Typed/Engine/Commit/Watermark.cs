using Opossum.Typed.Engine.View;
using Opossum.Typed.Engine.Waiting;

namespace Opossum.Typed.Engine.Commit;

/// <summary>
/// Up to where the log may be seen. The commit thread publishes it after the flush (under deferred flushing, after the write); a reader may
/// look at everything up to there, index included. Then it announces it to the followers that wait.
/// </summary>
/// <param name="head">Where it begins.</param>
/// <param name="log">The name of the log's class, for messages.</param>
internal sealed class Watermark(long head, string log = nameof(EmbeddedEventLog))
{
    private long _head = head;
    private long _durableHead = head;
    private long _announced = head;             // the commit thread writes it
    private volatile Func<Exception>? _fault;       // makes an exception for each caller
    private volatile bool _closed;

    public bool IsClosed => _closed;

    /// <summary>True if nothing more will be published.</summary>
    public bool HasEnded => _closed || _fault is not null;

    /// <summary>
    /// What is durable is visible, also in the instant between the two being published: a follower may have delivered it.
    /// </summary>
    public long Head => Math.Max(Volatile.Read(ref _head), Volatile.Read(ref _durableHead));

    public long DurableHead => Volatile.Read(ref _durableHead);

    /// <summary>
    /// The durable head for which the followers that wait were looked up: a wait that is armed still was not ended by anything up to there.
    /// </summary>
    public long Announced => Volatile.Read(ref _announced);

    /// <summary>The followers that wait for more.</summary>
    public WaitingFollowers Followers { get; } = new();

    /// <summary>Those who wait for a position, whatever its event is.</summary>
    public PositionAlarms Alarms { get; } = new();

    /// <summary>Makes the commit thread look at the clock again; set by <see cref="CommitLoop"/>.</summary>
    public Action? Nudge { get; set; }

    public void Publish(long head, long durableHead)
    {
        Invariant.Require(head >= _head && durableHead >= _durableHead, "what is visible or durable stays so");
        Volatile.Write(ref _durableHead, durableHead);
        Volatile.Write(ref _head, head);
    }

    /// <summary>
    /// Wakes the followers that are concerned by what has become durable since the last call. Apart from <see cref="Publish"/>, so that the
    /// callers whose appends are answered need not wait for it.
    /// </summary>
    /// <param name="view">The log; at least as new as what was published.</param>
    public void Announce(LogView view)
    {
        var durable = _durableHead;
        if (durable == _announced) return;
        // WaitingFollowers.Arm has the other fence, before its follower looks at the head: one of the two sees the other.
        Interlocked.MemoryBarrier();
        if (Followers.Any) Followers.Announce(view, _announced + 1, durable);
        Interlocked.Exchange(ref _announced, durable);          // behind a fence: PositionAlarms.Add has the other one
        Alarms.RingUpTo(durable);
    }

    /// <summary>Nothing more will be published.</summary>
    public void Fail(StoreFaultedException fault) => EndFor(fault.ForAnotherCaller);

    /// <summary>Nothing more will be published.</summary>
    /// <param name="why">Makes the exception that says why: a new one for each caller.</param>
    public void EndFor(Func<Exception> why)
    {
        _fault = why;
        End();
    }

    /// <summary>Nothing more will be published.</summary>
    public void Close()
    {
        _closed = true;
        End();
    }

    /// <summary>Why nothing more will be published; null while the log goes on.</summary>
    public Exception? WhyEnded => _closed
        ? Closed("The log was closed.")
        : _fault?.Invoke();

    /// <summary>The exception of who goes on after the log was closed.</summary>
    public ObjectDisposedException Closed(string message) => new(log, message);

    /// <returns>False when the log was closed.</returns>
    /// <exception cref="StoreException">Writing has failed, or the store was replaced.</exception>
    public bool CanGrow()
    {
        if (_fault is { } fault) throw fault();
        return !_closed;
    }

    private void End()
    {
        Interlocked.MemoryBarrier();
        Followers.End();
        Alarms.RingUpTo(long.MaxValue);
    }
}
