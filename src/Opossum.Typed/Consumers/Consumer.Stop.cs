namespace Opossum.Typed;

// The end of a consumer: in peace, in a hurry, or without a handler that does not let go.
public sealed partial class Consumer
{
    /// <summary>How long handlers have to return after their token was cancelled.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>Finishes what is being handled, saves how far it is, and ends the consumer.</summary>
    /// <exception cref="InvalidOperationException">A handler or callback of this consumer calls it, or a handler that this consumer
    /// waits for: it would wait for itself.</exception>
    public ValueTask DisposeAsync() => StopAsync(CancellationToken.None);

    /// <summary>As <see cref="DisposeAsync"/>, for as long as the caller has time.</summary>
    /// <param name="hurry">
    /// Cancels what is being handled. Those events are delivered again at the next start. A handler that has not returned a second later
    /// ignores its token: it is not waited for. The consumer's name is free again once that handler has returned.
    /// </param>
    /// <exception cref="InvalidOperationException">A handler or callback of this consumer calls it, or a handler that this consumer
    /// waits for: it would wait for itself.</exception>
    public async ValueTask StopAsync(CancellationToken hurry)
    {
        if (_isAbandoned) return;
        using var waits = _parts.IsClosed ? null : HandlerWaits.Begin(_parts, "Stopping or disposing");

        // Before the wait: a command that is under way may be waiting for a handler.
        using var hurrying = hurry.UnsafeRegister(static consumer => ((Consumer)consumer!).Hurry(), this);
        var ending = EndAsync(hurry);
        if (await EndsInTimeAsync(ending, hurry).ConfigureAwait(false)) await ending.ConfigureAwait(false);
        else await AbandonAsync().ConfigureAwait(false);
    }

    private static async ValueTask<bool> EndsInTimeAsync(Task ending, CancellationToken hurry)
    {
        if (!hurry.CanBeCanceled || ending.IsCompleted) return true;
        var isLate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var late = hurry.UnsafeRegister(static isLate => ((TaskCompletionSource)isLate!).SetResult(), isLate);
        if (await Task.WhenAny(ending, isLate.Task).ConfigureAwait(false) == ending) return true;
        return await Task.WhenAny(ending, Task.Delay(Grace, CancellationToken.None)).ConfigureAwait(false) == ending;
    }

    private async Task EndAsync(CancellationToken hurry)
    {
        await _commands.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (_parts.IsClosed && !_isAbandoned) return;
            _run?.Stop();
            if (hurry.IsCancellationRequested) Hurry();         // the command may have started another run
            if (_run is { } run) await run.Ended.ConfigureAwait(false);
            if (!_isAbandoned)
            {
                _parts.IsClosed = true;
                await SaveLastAsync().ConfigureAwait(false);
                await _saver.DisposeAsync().ConfigureAwait(false);
            }

            await _store.DisposeAsync().ConfigureAwait(false);
            _telemetry.Dispose();
            _run?.Dispose();
            _closed(this);
        }
        finally
        {
            _commands.Release();
        }
    }

    /// <summary>
    /// Saves what is finished and leaves the handler behind: what it finishes from now on is not saved, and is delivered again.
    /// </summary>
    private async ValueTask AbandonAsync()
    {
        _isAbandoned = _parts.IsClosed = true;
        await SaveLastAsync().ConfigureAwait(false);
        await _saver.DisposeAsync().ConfigureAwait(false);
        _telemetry.Dispose();
        _closed(this);
        var oldest = _parts.Ledger.Oldest;
        var position = oldest?.Position ?? Volatile.Read(ref _retried);
        _parts.Report(ConsumerFailureKind.Abandoned, position, oldest?.Attempt ?? 0, error: null);
    }

    private void Hurry()
    {
        _hurrying.Cancel();
        _run?.Abort();
    }

    /// <summary>
    /// If the last save fails, the events since the one before are delivered again. That is not a reason to fail the stop.
    /// </summary>
    private async ValueTask SaveLastAsync()
    {
        try
        {
            await _saver.SaveAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _parts.LastError ??= e;
        }
    }
}
