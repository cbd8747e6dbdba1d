using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Opossum.Typed;

/// <summary>
/// A consumer that runs in this process: it handles each event of its types at least once, and keeps how far it is. Get it from
/// <see cref="OpossumReader.StartConsumerAsync{TConsumer}(TConsumer, ConsumerOptions?, CancellationToken)"/>. Disposing it finishes what is
/// being handled.
/// </summary>
public sealed partial class Consumer : IAsyncDisposable
{
    private readonly ConsumerParts _parts;
    private readonly IConsumerProgressStore _store;
    private readonly ProgressSaver _saver;
    private readonly ConsumerTelemetry _telemetry;
    private readonly Action<Consumer> _closed;
    private readonly SemaphoreSlim _commands = new(1, 1);
    private readonly long _startedAt;
    private readonly CancellationTokenSource _hurrying = new();
    private volatile ConsumerRun? _run;             // null while it does not run; changed under _commands
    private volatile Exception? _failure;           // that ended the last run; changed under _commands
    private volatile bool _isAbandoned;             // closed while a handler ran that ignores its token
    private volatile bool _isPauseRequested;        // until it is resumed
    private long _retried;                          // the position of the parked event that is retried, or was last

    internal Consumer(ConsumerParts parts, IConsumerProgressStore store, Action<Consumer> closed)
    {
        (_parts, _store, _closed) = (parts, store, closed);
        _saver = new(parts.Log, parts.Ledger, store, parts.Options, parts.Time, FailSave);
        parts.Finished = _saver.NoteFinished;
        parts.Telemetry = _telemetry = new(parts.Shape.Name, parts.Log, () => Math.Max(parts.Log.DurableHead - Position, 0));
        _startedAt = parts.Time.GetTimestamp();
    }

    /// <summary>What its runs share.</summary>
    internal ConsumerParts Parts => _parts;

    /// <summary>The name under which its progress is kept.</summary>
    public string Name => _parts.Shape.Name;

    /// <summary>Every event up to here was handled or is parked, or does not concern it.</summary>
    public long Position
    {
        get
        {
            var isIdle = _parts.Ledger.IsIdle;
            var reached = isIdle && _run is { Ended.IsCompleted: false } run ? run.Follower.Progress.Position : 0;
            return Math.Max(_parts.Ledger.Done.Position, isIdle && _parts.Ledger.IsIdle ? reached : 0);
        }
    }

    /// <summary>The events that it has put aside, by position.</summary>
    public ImmutableArray<ParkedEvent> Parked => _parts.Ledger.Parked;

    /// <summary>What it does.</summary>
    public ConsumerState State => this switch
    {
        { _parts.IsClosed: true } => ConsumerState.Closed,
        { _run: null } => _failure is null ? ConsumerState.Paused : ConsumerState.Failed,
        { _run: { Ended: { IsCompletedSuccessfully: true, Result: null }, IsStopping: var isPaused } } =>
            isPaused ? ConsumerState.Paused : ConsumerState.Closed,
        { _run.Ended.IsCompleted: true } => ConsumerState.Failed,
        _ => _parts.IsRetrying ? ConsumerState.Retrying : ConsumerState.Running,
    };

    /// <summary>How it is doing. Reads the oldest event that it has to handle.</summary>
    /// <param name="cancellationToken">Looked at before the read.</param>
    public async ValueTask<ConsumerStatus> GetStatusAsync(CancellationToken cancellationToken = default)
    {
        var (position, head) = (Position, _parts.Log.DurableHead);
        TimeSpan? age = null;
        if (position < head)
        {
            using var reader = _parts.Log.Read(_parts.Shape.Query, new() { After = position, Limit = 1 });
            while (await reader.FillAsync(cancellationToken).ConfigureAwait(false))
                while (reader.TryRead(out var e)) age = _parts.Time.GetUtcNow() - e.RecordedAt;
        }

        var running = _parts.Time.GetElapsedTime(_startedAt).TotalSeconds;
        return new(
            Name, State, position, Math.Max(head - position, 0), age, Parked.Length, _parts.Handled,
            running > 0 ? _parts.Handled / running : 0, _parts.LastError);
    }

    /// <summary>Finishes what is being handled and takes no more events until it is resumed.</summary>
    /// <param name="cancellationToken">Ends the wait. The handlers go on.</param>
    /// <exception cref="InvalidOperationException">A handler or callback of this consumer calls it, or a handler that this consumer
    /// waits for: it would wait for itself.</exception>
    public Task PauseAsync(CancellationToken cancellationToken = default) =>
        CommandAsync(() => StopRunAsync(cancellationToken), cancellationToken);

    /// <summary>
    /// Takes no more events until it is resumed, without a wait for what is being handled: a handler of this consumer may call it.
    /// </summary>
    /// <example>
    /// <code>
    /// if (response.StatusCode == HttpStatusCode.Unauthorized) consumer.RequestPause();      // this event is done, the next one waits
    /// </code>
    /// </example>
    public void RequestPause()
    {
        ObjectDisposedException.ThrowIf(_parts.IsClosed, this);
        _isPauseRequested = true;
        _run?.Stop();
    }

    /// <summary>Goes on after it was paused or has failed.</summary>
    /// <param name="cancellationToken">Looked at before it goes on.</param>
    /// <exception cref="InvalidOperationException">A handler or callback of this consumer calls it, or a handler that this consumer
    /// waits for: it could wait for itself.</exception>
    public Task ResumeAsync(CancellationToken cancellationToken = default) => CommandAsync(async () =>
    {
        _isPauseRequested = false;
        if (_run is { IsStopping: false, Ended.IsCompleted: false }) return;
        await StopRunAsync(cancellationToken).ConfigureAwait(false);
        (_failure, _parts.LastError) = (null, null);
        StartRun();
    }, cancellationToken);

    /// <summary>Goes on after another position: events before it are passed over, or handled again. Parked events stay parked.</summary>
    /// <param name="position">The position; 0 for the beginning.</param>
    /// <param name="cancellationToken">Looked at before it is moved.</param>
    /// <exception cref="PositionBeyondHeadException">The position is above the head.</exception>
    /// <exception cref="InvalidOperationException">A handler or callback of this consumer calls it, or a handler that this consumer
    /// waits for: it would wait for itself.</exception>
    public Task MoveToAsync(long position, CancellationToken cancellationToken = default) => CommandAsync(async () =>
    {
        var to = await Checkpoint.AtAsync(_parts.Log, position, cancellationToken).ConfigureAwait(false);
        await AsideAsync(async () =>
        {
            _parts.Ledger.Reset(to);
            await _saver.SaveAsync(cancellationToken).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
    }, cancellationToken);

    /// <summary>
    /// Delivers the parked events once more, by position; what succeeds is no longer parked. An event behind one that fails again, of the
    /// same key, stays parked. Meanwhile no other event is handled.
    /// </summary>
    /// <param name="cancellationToken">Ends it after the event that is being handled; it is handed to the handler too.</param>
    /// <returns>How many were handled.</returns>
    /// <exception cref="InvalidOperationException">A handler or callback of this consumer calls it, or a handler that this consumer
    /// waits for: it would wait for itself.</exception>
    public async Task<int> RetryParkedAsync(CancellationToken cancellationToken = default)
    {
        var handled = 0;
        await CommandAsync(() => AsideAsync(RetryAsync, cancellationToken), cancellationToken).ConfigureAwait(false);
        return handled;

        async ValueTask RetryAsync()
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _hurrying.Token);
            var blocked = new HashSet<Tag>();
            try
            {
                for (var parked = _parts.Ledger.ParkedAfter(0); parked is not null; parked = _parts.Ledger.ParkedAfter(parked.Position))
                {
                    stop.Token.ThrowIfCancellationRequested();
                    var keys = _parts.Ledger.KeysOfParked(parked.Position);
                    if (!Array.Exists(keys, blocked.Contains) && await TryAgainAsync(parked, stop.Token).ConfigureAwait(false)) handled++;
                    else blocked.UnionWith(keys);           // also of one that is passed over, which may have other keys
                }
            }
            finally
            {
                await _saver.SaveAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Gives up a parked event. Events behind it stay parked until they are retried.</summary>
    /// <param name="position">Its position.</param>
    /// <param name="cancellationToken">Looked at before it is given up.</param>
    /// <returns>False if no event is parked there.</returns>
    /// <exception cref="InvalidOperationException">A handler or callback of this consumer calls it, or a handler that this consumer
    /// waits for: it could wait for itself.</exception>
    public async Task<bool> DiscardParkedAsync(long position, CancellationToken cancellationToken = default)
    {
        var isDiscarded = false;
        await CommandAsync(async () =>
        {
            isDiscarded = _parts.Ledger.RemoveParked(position);
            if (isDiscarded) await _saver.SaveAsync(cancellationToken).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
        return isDiscarded;
    }

    /// <summary>Such as <c>welcome-mail: Running at 17</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}: {State} at {Position}");

    internal void StartRun()
    {
        var run = _run = new(_parts);
        if (_isPauseRequested || _parts.IsClosed) run.Stop();
    }

    /// <summary>Saves that it has passed over events which don't concern it.</summary>
    /// <returns>False if there was nothing to save.</returns>
    internal async ValueTask<bool> SaveIdleAsync()
    {
        // Beside a command, what is looked at here would no longer be so when it is noted: an event could be skipped, or a move undone.
        if (!await _commands.WaitAsync(0).ConfigureAwait(false)) return false;
        try
        {
            if (_parts.IsClosed || !_parts.Ledger.IsIdle || _run is not { Ended.IsCompleted: false } run) return false;
            var reached = run.Follower.Progress.Position;
            if (reached <= _parts.Ledger.Done.Position || !_parts.Ledger.IsIdle) return false;
            _parts.Ledger.Pass(await Checkpoint.AtAsync(_parts.Log, reached).ConfigureAwait(false));
            await _saver.SaveAsync().ConfigureAwait(false);
            return true;
        }
        finally
        {
            _commands.Release();
        }
    }

    /// <summary>Does something while no event is handled, and goes on if it ran before.</summary>
    private async ValueTask AsideAsync(Func<ValueTask> work, CancellationToken cancellationToken)
    {
        var runs = _run is { IsStopping: false, Ended.IsCompleted: false };
        try
        {
            await StopRunAsync(cancellationToken).ConfigureAwait(false);
            await work().ConfigureAwait(false);
        }
        finally
        {
            if (runs && _run is null) StartRun();
            else if (runs && _run is { IsStopping: true } run) _ = GoOnAsync(run);
        }
    }

    /// <summary>The wait for the handlers was given up: goes on when they have returned, as if the command had not been given.</summary>
    private async Task GoOnAsync(ConsumerRun run)
    {
        await run.Ended.ConfigureAwait(false);
        await _commands.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_parts.IsClosed || _isPauseRequested || _run != run) return;          // another command has come meanwhile
            await StopRunAsync(CancellationToken.None).ConfigureAwait(false);
            if (_failure is null) StartRun();
        }
        catch (Exception error)
        {
            _failure ??= error;         // of saving its progress
        }
        finally
        {
            _commands.Release();
        }
    }

    private async ValueTask<bool> TryAgainAsync(ParkedEvent parked, CancellationToken cancellationToken)
    {
        var attempt = parked.Attempts + 1;
        Volatile.Write(ref _retried, parked.Position);
        try
        {
            var e = await ConsumerStart.ReadAsync(_parts, parked, cancellationToken).ConfigureAwait(false);
            e.Attempt = attempt;
            await _parts.DeliverAsync(e, cancellationToken).ConfigureAwait(false);
            return _parts.Ledger.RemoveParked(parked.Position);
        }
        catch (Exception error) when (error is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            _parts.LastError = error;
            _parts.Ledger.Update(parked with { Attempts = attempt, Error = error.GetType().FullName! });
            _parts.Report(ConsumerFailureKind.Parked, parked.Position, attempt, error);
            return false;
        }
    }

    private async ValueTask StopRunAsync(CancellationToken cancellationToken)
    {
        if (_run is not { } run) return;
        run.Stop();
        var failure = await run.Ended.WaitAsync(cancellationToken).ConfigureAwait(false);
        _run = null;
        run.Dispose();
        (_failure, _parts.LastError) = (failure, failure);
        // What was taken and not finished is taken again.
        _parts.Ledger.Reset(_parts.Ledger.Done);
        await _saver.SaveAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What can't be saved would be delivered again without an end: it stops until it is resumed.</summary>
    private void FailSave(Exception error) => _run?.Fail(error);

    private async Task CommandAsync(
        Func<ValueTask> command, CancellationToken cancellationToken, [CallerMemberName] string name = "")
    {
        using var waits = HandlerWaits.Begin(_parts, name);
        await _commands.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_parts.IsClosed, this);
            await command().ConfigureAwait(false);
        }
        finally
        {
            _commands.Release();
        }
    }
}
