namespace Opossum.Typed;

// What comes between two blocks: commands, and what follows from a failure.
internal sealed partial class Projector
{
    /// <summary>Lets a model that stands still go on, without the event of a position if one is named.</summary>
    public Task ResumeAsync(ModelSlot slot, long? position) => CommandAsync(async () =>
    {
        var folds = slot.Folds.Where(fold => position is { } left
            ? left > fold.Stored.Checkpoint.Position && left <= _log.DurableHead
            : fold.Failure is not null).ToArray();
        if (folds.Length == 0 && position is not null)
            throw new ArgumentOutOfRangeException(
                nameof(position), position,
                $"The read model '{slot.Shape.Name}' is at {slot.Newest.Stored.Checkpoint.Position} and the log at {_log.DurableHead}: "
                    + "only an event between the two can be left out.");
        foreach (var fold in folds)
        {
            var stored = fold.Stored;
            if (position is { } left) stored = stored with { Skipped = [.. stored.Skipped.Append(left).Distinct().Order()] };
            await _commit.StoreAsync(stored).ConfigureAwait(false);
            fold.Resume(stored);
            fold.Publish();
        }
    });

    /// <summary>Does something between two blocks.</summary>
    private async Task CommandAsync(Func<ValueTask> command)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _commands.Enqueue((command, done));
        Wake();
        if (await Task.WhenAny(done.Task, Ended).ConfigureAwait(false) == Ended)
            done.TrySetException(new ObjectDisposedException(nameof(ReadModels)));
        await done.Task.ConfigureAwait(false);
    }

    private void Wake() => Volatile.Read(ref _wake).Cancel();

    private async ValueTask RunCommandsAsync()
    {
        if (_wake.IsCancellationRequested && !_stop.IsCancellationRequested) Volatile.Write(ref _wake, new());
        while (_commands.TryDequeue(out var command))
        {
            try
            {
                await command.Run().ConfigureAwait(false);
                command.Done.SetResult();
            }
            catch (Exception error)
            {
                command.Done.SetException(error);
            }
        }
    }

    private void NoteSuccess()
    {
        // To read the log still works where it can't be followed any more.
        if (_trouble is null or StoreFaultedException or StoreReplacedException) return;
        foreach (var fold in Folds) fold.Publish();
        (_attempts, _trouble) = (0, null);
    }

    /// <summary>Takes back what is not stored, of all models, and waits before the next attempt.</summary>
    private async ValueTask RecoverAsync(Exception error)
    {
        await _commit.TakeBackAsync().ConfigureAwait(false);
        foreach (var fold in Folds)
        {
            if (fold.Failure is not null) continue;
            var failure = new ReadModelFailure(fold.Shape.Name, error);
            if (_attempts == 0) Report(failure);
            fold.Forget();
            fold.Publish(failure);
        }

        _trouble = error;           // seen once all models say so
        var pause = JitteredPause.After(++_attempts, _options.FirstPause, _options.LongestPause);
        try
        {
            await Task.Delay(pause, _time, _stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    private void Report(ReadModelFailure failure)
    {
        _commit.Telemetry.NoteFailure(failure);
        if (_options.OnFailure is not { } listener) return;
        try
        {
            listener(failure);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The listener's failure, not the model's.
        }
    }

    /// <summary>Stores what is folded and how far that is, so that it is not read again. If that fails, it is.</summary>
    private async ValueTask EndAsync()
    {
        try
        {
            _block.Clear();
            foreach (var group in Groups())
                if (group.Position > group.Folds.Min(static fold => fold.Stored.Checkpoint.Position))
                    await _commit.RunAsync(group.Folds, _block, isUpToDate: false).ConfigureAwait(false);
        }
        catch (Exception)
        {
            await _commit.TakeBackAsync().ConfigureAwait(false);
        }

        foreach (var slot in _slots) slot.Close();
    }
}
