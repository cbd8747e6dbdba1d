namespace Opossum.Typed;

/// <summary>
/// A read of an <see cref="IReadOnlyEventLog"/> that does not end: what matches after a position, then each match as it becomes durable. It
/// says how far it is, also while nothing matches. One thread reads; any thread may ask for its progress or wait for a position.
/// </summary>
/// <example>
/// <code>
/// using var follower = log.Follow(Query.All);
/// _ = ReadAsync(follower);                                // FillAsync and TryRead in a loop
/// await follower.WaitUntilAsync(appended.Last);           // everything up to there was dealt with
/// </code>
/// </example>
public abstract class EventFollower : EventReader
{
    private readonly Lock _waiting = new();
    private List<Wait>? _waits;             // under _waiting; null while nobody waits, which Advance reads without it
    private long _reached;                  // written by the thread that reads, and raised by any that finds it at the head

    /// <summary>For engines; see docs/engines.md.</summary>
    /// <param name="after">The position that it begins after.</param>
    protected EventFollower(long after) => _reached = after;

    /// <summary>
    /// How far it is. If no event that may match has become durable since it last looked, it is at the head without having been woken for
    /// that.
    /// </summary>
    public abstract FollowProgress Progress { get; }

    /// <summary>
    /// Set it to be told when a tag key of the query was retagged: events that it passed over may match now. Return true to begin again
    /// with the first event, and false to go on. It is called within <see cref="EventReader.FillAsync"/>, between two blocks. If null (the
    /// default), the follower goes on, and what it passed over stays so.
    /// </summary>
    public Func<RetagNotice, bool>? Retagged { get; set; }

    /// <summary>
    /// The tag epoch up to which it knows of retaggings. Set it with <see cref="Retagged"/> if it goes on from a position that was
    /// kept: to the epoch that was kept with it.
    /// </summary>
    public virtual long SeenTagEpoch { get; set; }

    /// <summary>The position that it has reached by reading.</summary>
    protected long Reached => Volatile.Read(ref _reached);

    /// <summary>
    /// Completes when every event up to a position was handed out and dealt with, or does not match. Somebody has to read meanwhile: this
    /// reads nothing. Other followers are not woken by it, and appends don't wait for it.
    /// </summary>
    /// <param name="position">The position, such as that of an event that was appended. It may be above the head.</param>
    /// <param name="cancellationToken">Ends the wait with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The position is negative.</exception>
    /// <exception cref="StoreFaultedException">Writing has failed, so the position will not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The log was closed, or the follower disposed, before the position was reached.</exception>
    public ValueTask WaitUntilAsync(long position, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);
        return Progress.Position >= position ? default : new(WaitAsync(position, cancellationToken));
    }

    /// <summary>
    /// For engines: notes that everything up to a position was dealt with, or does not match. Called by the thread that reads, before it
    /// waits for more and when the next event is asked for.
    /// </summary>
    /// <param name="position">At least the last one.</param>
    protected void Advance(long position)
    {
        Volatile.Write(ref _reached, position);
        // Who begins to wait has a fence for all threads after it is listed, so that none is needed here, for each event.
        if (Volatile.Read(ref _waits) is not null) CheckWaits();
    }

    /// <summary>
    /// For engines: notes that a follower which waits is as far as a position, although it was not woken. Any thread may call it, so that
    /// the progress which it was told never goes backwards.
    /// </summary>
    /// <param name="position">
    /// A position that no event which is still to be handed out is before or at, so that <see cref="Advance"/> never goes below it.
    /// </param>
    /// <returns>How far it is.</returns>
    protected long Raise(long position)
    {
        for (var reached = Reached; reached < position; reached = Reached)
            if (Interlocked.CompareExchange(ref _reached, position, reached) == reached) return position;
        return Reached;
    }

    /// <summary>
    /// For engines: notes that it begins again with the first event, as <see cref="Retagged"/> asked for. Its progress goes back, too. No
    /// <see cref="Raise"/> may be under way.
    /// </summary>
    protected void Rewind() => Volatile.Write(ref _reached, 0);

    /// <summary>For engines: completes the waits for what is reached. If more will never be, the rest fail.</summary>
    protected void CheckWaits()
    {
        List<Wait>? over = null;
        var failure = WhyEnded;
        var reached = Progress.Position;
        lock (_waiting)
        {
            if (_waits is null) return;
            for (var i = _waits.Count - 1; i >= 0; i--)
            {
                if (_waits[i].Position > reached && (failure is null || CanStillReach(_waits[i].Position))) continue;
                (over ??= []).Add(_waits[i]);
                _waits.RemoveAt(i);
            }

            if (_waits.Count == 0) _waits = null;
        }

        foreach (var wait in over ?? [])
        {
            if (wait.Position <= reached) wait.TrySetResult();
            else wait.TrySetException(failure!);
        }
    }

    /// <summary>For engines: why nothing more will be durable, or read; null while the log goes on.</summary>
    protected abstract Exception? WhyEnded { get; }

    /// <summary>
    /// For engines: true if the position can be reached in spite of <see cref="WhyEnded"/>, since what is durable is still read.
    /// </summary>
    /// <param name="position">The position.</param>
    protected virtual bool CanStillReach(long position) => false;

    /// <summary>
    /// For engines: has <see cref="CheckWaits"/> called when the position is durable. An engine that calls <see cref="Advance"/> for what
    /// does not match has nothing to do here.
    /// </summary>
    /// <param name="position">The position.</param>
    /// <returns>Disposed when the wait is over; null for nothing.</returns>
    protected virtual IDisposable? WatchFor(long position) => null;

    private async Task WaitAsync(long position, CancellationToken cancellationToken)
    {
        var wait = new Wait(position);
        lock (_waiting) Volatile.Write(ref _waits, [.. _waits ?? [], wait]);
        Interlocked.MemoryBarrierProcessWide();
        using var watch = WatchFor(position);
        CheckWaits();
        using (cancellationToken.UnsafeRegister(static (state, token) => ((Wait)state!).TrySetCanceled(token), wait))
        {
            try
            {
                await wait.Task.ConfigureAwait(false);
            }
            finally
            {
                Remove(wait);
            }
        }
    }

    private void Remove(Wait wait)
    {
        lock (_waiting)
        {
            if (_waits is null || !_waits.Remove(wait)) return;
            if (_waits.Count == 0) _waits = null;
        }
    }

    private sealed class Wait(long position) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public long Position => position;
    }
}
