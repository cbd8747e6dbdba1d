namespace Opossum.Typed;

/// <summary>
/// One run of a consumer, from its start until it is paused, fails or is stopped: reads the log and hands out events, one at a time or side
/// by side.
/// </summary>
internal sealed class ConsumerRun : IDisposable
{
    /// <summary>
    /// How many events wait to be handled for each that is handled at a time. Those that wait for an earlier one of their key, or for
    /// another attempt, don't count: they hold up nobody until they are <see cref="ConsumerOptions.MaxAhead"/>.
    /// </summary>
    private const int WaitingPerSlot = 8;

    private readonly ConsumerParts _parts;
    private readonly CancellationTokenSource _reading = new();
    private readonly CancellationTokenSource _handling = new();
    private readonly SemaphoreSlim _slots;
    private readonly SemaphoreSlim _room;
    private readonly Lock _ordering = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<Tag, Task<bool>> _tails = [];           // the newest event of each tag that is under way; under _ordering
    private int _underWay = 1;                                          // events, and one for the reading
    private Exception? _failure;                                        // the first one that ends the run
    private volatile bool _isStopping;

    public ConsumerRun(ConsumerParts parts)
    {
        _parts = parts;
        _slots = new(parts.Options.Parallelism);
        _room = new(parts.Options.Parallelism * WaitingPerSlot);
        Follower = parts.Log.Follow(parts.Shape.Query, parts.Ledger.Done.Position);

        // Not the context of who starts it, perhaps a request: that would be around every later delivery.
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow()) Ended = Task.Run(RunAsync);
    }

    public EventFollower Follower { get; }

    /// <summary>Completes when nothing is handled any more; with the failure that has ended it, or null.</summary>
    public Task<Exception?> Ended { get; }

    /// <summary>True once it takes no more events because it was told so, or has failed.</summary>
    public bool IsStopping => _isStopping;

    /// <summary>Takes no more events. What is being handled is finished.</summary>
    public void Stop()
    {
        _isStopping = true;
        Cancel(_reading);
    }

    /// <summary>Cancels what is being handled, too. It is delivered again.</summary>
    public void Abort()
    {
        Stop();
        Cancel(_handling);
    }

    /// <summary>Ends the run with a failure, as soon as what is being handled is finished.</summary>
    public void Fail(Exception error) => Fail(error, _parts.Ledger.Done.Position, attempts: 0);

    /// <summary>To be called when it has ended.</summary>
    public void Dispose()
    {
        _reading.Dispose();
        _handling.Dispose();
        _slots.Dispose();
        _room.Dispose();
    }

    private void Fail(Exception error, long position, int attempts)
    {
        var isFirst = Interlocked.CompareExchange(ref _failure, error, null) is null;
        if (isFirst) _parts.LastError = error;
        Stop();
        if (isFirst) _parts.Report(ConsumerFailureKind.Stopped, position, attempts, error);
    }

    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended meanwhile.
        }
    }

    private async Task<Exception?> RunAsync()
    {
        try
        {
            using (Follower)
            {
                while (await Follower.FillAsync(_reading.Token).ConfigureAwait(false))
                    while (!_reading.IsCancellationRequested && Take() is { } ticket) await HandOutAsync(ticket).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_reading.IsCancellationRequested)
        {
            // Stopped, or failed.
        }
        catch (Exception e)
        {
            Fail(e);
        }

        NoteEnded();
        await _drained.Task.ConfigureAwait(false);
        return _failure;
    }

    private void NoteEnded()
    {
        if (Interlocked.Decrement(ref _underWay) == 0) _drained.SetResult();
    }

    private DeliveryTicket? Take()
    {
        if (!Follower.TryRead(out var e)) return null;
        var consumed = new ConsumedEvent(e, EventDecoding.Find(e, _parts.Model), _parts.Model.Keys, _parts.Log.StoreId, _parts.Shape.Name);
        return _parts.Ledger.Take(consumed, _parts.KeysOf(e));
    }

    private async ValueTask HandOutAsync(DeliveryTicket ticket)
    {
        await _parts.Ledger.UntilAmongAsync(_parts.Options.MaxAhead, _reading.Token).ConfigureAwait(false);
        if (_parts.Options.Parallelism == 1)
        {
            await DeliverAsync(ticket).ConfigureAwait(false);
            return;
        }

        await _room.WaitAsync(_reading.Token).ConfigureAwait(false);
        ticket.HoldsRoom = true;
        Interlocked.Increment(ref _underWay);

        var whole = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<bool>[] before;
        lock (_ordering)
        {
            before = [.. ticket.Keys.Select(key => _tails.GetValueOrDefault(key)).OfType<Task<bool>>()];
            foreach (var key in ticket.Keys) _tails[key] = whole.Task;
        }

        _ = Task.Run(() => DeliverInOrderAsync(ticket, before, whole));
    }

    private async Task DeliverInOrderAsync(DeliveryTicket ticket, Task<bool>[] before, TaskCompletionSource<bool> whole)
    {
        var isFinished = false;
        try
        {
            // Where an earlier event of the key was not finished, this one must not be.
            var earlier = Task.WhenAll(before);
            if (!earlier.IsCompleted) LeaveRoom(ticket);
            if (Array.TrueForAll(await earlier.ConfigureAwait(false), static finished => finished))
                isFinished = await DeliverAsync(ticket).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_reading.IsCancellationRequested)
        {
            // Its turn did not come.
        }
        catch (Exception e)
        {
            Fail(e);            // nobody awaits this: without it, the consumer would stand still without a word
        }
        finally
        {
            lock (_ordering)
            {
                foreach (var key in ticket.Keys)
                    if (_tails.TryGetValue(key, out var newest) && newest == whole.Task) _tails.Remove(key);
            }

            whole.SetResult(isFinished);
            LeaveRoom(ticket);
            NoteEnded();
        }
    }

    private void LeaveRoom(DeliveryTicket ticket)
    {
        if (!ticket.HoldsRoom) return;
        ticket.HoldsRoom = false;
        _room.Release();
    }

    /// <returns>True if the event was handled or parked.</returns>
    private async ValueTask<bool> DeliverAsync(DeliveryTicket ticket)
    {
        var ledger = _parts.Ledger;
        if (ledger.TryPassParked(ticket))
        {
            _parts.Finished();
            return true;
        }

        if (ledger.IsBehindParked(ticket.Keys)) return Park(ticket, attempts: 0, error: null);
        var isRetried = false;
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                if (await TryDeliverAsync(ticket, attempt).ConfigureAwait(false) is { } isDone) return isDone;
                if (!isRetried) _parts.BeginRetry();
                isRetried = true;
                LeaveRoom(ticket);
                await Task.Delay(_parts.Retries.PauseAfter(attempt), _parts.Time, _reading.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_reading.IsCancellationRequested)
        {
            return false;           // within the pause, or before its turn
        }
        finally
        {
            if (isRetried) _parts.EndRetry();
        }
    }

    /// <returns>True if the event was handled or parked, false if it was given up, and null if it is to be tried again.</returns>
    private async ValueTask<bool?> TryDeliverAsync(DeliveryTicket ticket, int attempt)
    {
        var e = ticket.Event;
        await _slots.WaitAsync(_reading.Token).ConfigureAwait(false);
        try
        {
            e.Attempt = attempt;
            await _parts.DeliverAsync(e, _handling.Token).ConfigureAwait(false);
            _parts.Ledger.Finish(ticket);
            _parts.NoteHandled();
            return true;
        }
        catch (Exception) when (_handling.IsCancellationRequested)
        {
            return false;           // many clients throw something of their own when they are cancelled
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            _parts.LastError = error;
            if (_parts.TriesAgain(error, attempt))
            {
                if (attempt == 1) _parts.Report(ConsumerFailureKind.Retried, e.Position, attempt, error);
                return null;
            }

            if (_parts.Options.WhenExhausted == Exhausted.Park) return Park(ticket, attempt, error);
            Fail(error, e.Position, attempt);
            return false;
        }
        finally
        {
            _slots.Release();
        }
    }

    private bool Park(DeliveryTicket ticket, int attempts, Exception? error)
    {
        if (!_parts.Ledger.TryPark(ticket, attempts, _parts.Time.GetUtcNow(), error?.GetType().FullName ?? ""))
        {
            var full = new InvalidOperationException(
                $"{ConsumerProgress.MaxParked} events of the consumer '{_parts.Shape.Name}' are parked, and there is room for no more. "
                    + "Retry or discard some, then resume it.", error);
            Fail(full, ticket.Position, attempts);
            return false;
        }

        _parts.NoteParked();
        _parts.Report(ConsumerFailureKind.Parked, ticket.Position, attempts, error);
        return true;
    }
}
