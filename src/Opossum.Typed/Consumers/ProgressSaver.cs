namespace Opossum.Typed;

/// <summary>
/// Saves a consumer's progress now and then, one save at a time, beside the handlers: after so many events or so much time, whichever comes
/// first. A crash in between delivers again.
/// </summary>
internal sealed class ProgressSaver : IAsyncDisposable
{
    private readonly IReadOnlyEventLog _log;
    private readonly ConsumerLedger _ledger;
    private readonly IConsumerProgressStore _store;
    private readonly ConsumerOptions _options;
    private readonly Action<Exception> _failed;
    private readonly SemaphoreSlim _saving = new(1, 1);
    private readonly ITimer _timer;
    private int _unsaved;           // finished since the last save began
    private int _isDue;             // 1 while the timer runs or a save waits for its turn
    private int _isUrgent;          // 1 while the timer was told not to wait

    public ProgressSaver(
        IReadOnlyEventLog log, ConsumerLedger ledger, IConsumerProgressStore store, ConsumerOptions options, TimeProvider time,
        Action<Exception> failed)
    {
        (_log, _ledger, _store, _options, _failed) = (log, ledger, store, options, failed);
        _timer = time.CreateTimer(
            static saver => _ = ((ProgressSaver)saver!).SaveInBackgroundAsync(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>An event was handled or parked.</summary>
    public void NoteFinished()
    {
        var unsaved = Interlocked.Increment(ref _unsaved);
        if (unsaved >= _options.SaveEvery)
        {
            if (Interlocked.Exchange(ref _isUrgent, 1) == 0) _timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
        else if (Interlocked.Exchange(ref _isDue, 1) == 0)
        {
            _timer.Change(_options.SaveWithin, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Saves what is finished now, unless it was saved already.</summary>
    public async ValueTask SaveAsync(CancellationToken cancellationToken = default)
    {
        await _saving.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Volatile.Write(ref _unsaved, 0);
            Volatile.Write(ref _isDue, 0);
            Volatile.Write(ref _isUrgent, 0);
            var progress = _ledger.Progress;
            if (_store.Saved is { } saved && saved.Done == progress.Done && saved.Parked.SequenceEqual(progress.Parked)) return;

            // What handlers appended for these events must not be taken back by a power cut that the progress survives.
            if (_log.Head > _log.DurableHead && _log is IEventLog log) await log.FlushAsync(cancellationToken).ConfigureAwait(false);
            await _store.SaveAsync(progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _saving.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync().ConfigureAwait(false);
        await _saving.WaitAsync().ConfigureAwait(false);
        _saving.Dispose();
    }

    private async Task SaveInBackgroundAsync()
    {
        try
        {
            await SaveAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // Stopping saves once more itself.
        }
        catch (Exception e)
        {
            _failed(e);
        }
    }
}
