namespace Opossum.Typed.Engine.Commit;

/// <summary>
/// Up to where the log may be seen. The commit thread publishes it after the flush (under deferred flushing, after the write); whoever reads it may look at everything up to
/// there, index included.
/// </summary>
internal sealed class Watermark(long head)
{
    private long _head = head;
    private long _durableHead = head;
    private TaskCompletionSource? _change;      // made by who waits, taken by who publishes
    private volatile Exception? _fault;
    private volatile bool _closed;

    public bool IsClosed => _closed;

    public long Head => Volatile.Read(ref _head);

    public long DurableHead => Volatile.Read(ref _durableHead);

    public void Publish(long head, long durableHead)
    {
        Volatile.Write(ref _durableHead, durableHead);
        Volatile.Write(ref _head, head);
        Wake();
    }

    /// <summary>Nothing more will be published.</summary>
    public void Fail(Exception fault)
    {
        _fault = fault;
        Wake();
    }

    /// <inheritdoc cref="Fail"/>
    public void Close()
    {
        _closed = true;
        Wake();
    }

    /// <summary>Waits until something after a position is durable.</summary>
    /// <returns>False when the log was closed first.</returns>
    /// <exception cref="StoreFaultedException">Writing has failed, so nothing will be.</exception>
    public async ValueTask<bool> WaitBeyondAsync(long position, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Before the look at the head, and with a full fence, as Wake is after its change: one of the two sees the other.
            var change = NextChange();
            if (DurableHead > position) return true;
            if (_fault is { } fault) throw fault;
            if (_closed) return false;
            await change.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private Task NextChange()
    {
        var change = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.CompareExchange(ref _change, change, null) ?? change).Task;
    }

    private void Wake() => Interlocked.Exchange(ref _change, null)?.SetResult();
}
