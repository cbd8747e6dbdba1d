namespace Opossum.Typed;

/// <summary>
/// Reads along while another program keeps the rows: looks at what that one has stored, shows it, and takes the place over once that one
/// has gone.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="storage">Where the rows are. It is open once it is taken over.</param>
/// <param name="slots">The models.</param>
/// <param name="options">The options.</param>
/// <param name="takeOver">Takes the place and begins to make the rows; false if it is still kept.</param>
internal sealed class ModelObserver(
    OpossumReader store, ReadModelStorage storage, ModelSlot[] slots, ReadModelOptions options, Func<ValueTask<bool>> takeOver)
    : IAsyncDisposable
{
    /// <summary>Between two looks while something comes, and while nothing does.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(2), Later = TimeSpan.FromMilliseconds(20);

    /// <summary>How long something is expected to come after something came.</summary>
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(1);

    /// <summary>Between two attempts to take the place over.</summary>
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stop = new();
    private Task _ended = Task.CompletedTask;
    private long _generation;           // of the tables that were seen last
    private long _seenAt, _triedAt;
    private int _failed;                // how often in a row
    private volatile Exception? _trouble;

    /// <summary>Why nothing can be seen, or taken over, at the moment; null while all is well.</summary>
    public Exception? Trouble => _trouble;

    /// <summary>Looks for the first time, and goes on in the background.</summary>
    /// <exception cref="ReadModelHistoryException">Rows are of another history, and the options say to refuse them.</exception>
    /// <exception cref="ReadModelReplacedException">They replaced those of this logic, and the options say to refuse that.</exception>
    /// <exception cref="ReadModelException">The place holds something else.</exception>
    public async ValueTask BeginAsync()
    {
        var opening = new ModelOpening(store, storage, options);
        var seen = await storage.ObserveAsync().ConfigureAwait(false);
        foreach (var slot in slots)
        {
            var stored = seen?.Find(slot.Shape.Name);
            if (stored is not null) await opening.EnsureUsableAsync(slot, stored).ConfigureAwait(false);
            slot.Observe(stored, store.StoreId);
        }

        _generation = seen?.Generation ?? 0;
        _triedAt = _seenAt = store.Time.GetTimestamp();
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow()) _ended = Task.Run(RunAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _ended.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                if (await StepAsync().ConfigureAwait(false)) return;
                var isBusy = store.Time.GetElapsedTime(_seenAt) < Busy;
                await Task.Delay(isBusy ? Soon : Later, store.Time, _stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // The end.
            }
            catch (ObjectDisposedException)
            {
                break;          // the log was closed
            }
            catch (Exception error)
            {
                await RecoverAsync(error).ConfigureAwait(false);
            }
        }

        foreach (var slot in slots) slot.Close();
    }

    /// <returns>True if the place was taken over.</returns>
    private async ValueTask<bool> StepAsync()
    {
        if (await storage.ObserveAsync().ConfigureAwait(false) is { } seen) Note(seen);
        if (store.Time.GetElapsedTime(_triedAt) < BetweenAttempts) return false;
        _triedAt = store.Time.GetTimestamp();
        using (var probe = store.Log.Read(Query.All, new() { Limit = 0 }))          // throws if the log was closed, or is another one now
            await probe.FillAsync(_stop.Token).ConfigureAwait(false);
        if (await takeOver().ConfigureAwait(false)) return true;
        if (_trouble is not null) Show(null);           // not before, since to take over may be what fails
        _failed = 0;
        return false;
    }

    private void Note(StoredReadModels seen)
    {
        foreach (var slot in slots)
        {
            slot.Observe(seen.Find(slot.Shape.Name), store.StoreId);
            if (seen.Generation != _generation) slot.Watchers.WakeAll();            // a table was swapped, perhaps at the same position
        }

        _generation = seen.Generation;
        _seenAt = store.Time.GetTimestamp();
    }

    private async ValueTask RecoverAsync(Exception error)
    {
        Show(error);
        try
        {
            var pause = JitteredPause.After(++_failed, options.FirstPause, options.LongestPause);
            await Task.Delay(pause, store.Time, _stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    /// <summary>Shows readers what is wrong, or that nothing is any more, and tells of it once.</summary>
    private void Show(Exception? error)
    {
        foreach (var slot in slots)
        {
            var failure = error is null ? null : new ReadModelFailure(slot.Shape.Name, error);
            if (failure is not null && _trouble is null) Report(failure);
            slot.ShowObserved(failure);
        }

        _trouble = error;
    }

    private void Report(ReadModelFailure failure)
    {
        try
        {
            options.OnFailure?.Invoke(failure);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The listener's failure, not the model's.
        }
    }
}
