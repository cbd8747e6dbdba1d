using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

// How far the models are, and waiting for them.
public abstract partial class ReadModels
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(24);

    /// <summary>Between two looks at a head that this process does not know yet.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);

    /// <inheritdoc/>
    public async ValueTask UntilAsync(long position, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ThrowIfBad(position, timeout);
        foreach (var fold in _folds.Values) await UntilAsync(fold, position, timeout, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask UntilAsync(AppendResult appended, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        UntilAsync(appended.Last, timeout, cancellationToken);

    /// <inheritdoc/>
    public ValueTask UntilAsync(Outcome outcome, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        UntilAsync(PositionOf(outcome), timeout, cancellationToken);

    /// <inheritdoc/>
    public ValueTask UntilAsync<TRow>(AppendResult appended, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        where TRow : class, IReadModel<TRow> =>
        UntilAsync<TRow>(appended.Last, timeout, cancellationToken);

    /// <inheritdoc/>
    public ValueTask UntilAsync<TRow>(Outcome outcome, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        where TRow : class, IReadModel<TRow> =>
        UntilAsync<TRow>(PositionOf(outcome), timeout, cancellationToken);

    /// <inheritdoc/>
    public ValueTask UntilAsync<TRow>(long position, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        where TRow : class, IReadModel<TRow>
    {
        ThrowIfBad(position, timeout);
        return UntilAsync(FoldOf(ReadModelShape.Of<TRow>().Name), position, timeout, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<ReadModelStatus>> GetStatusAsync(CancellationToken cancellationToken = default)
    {
        var all = ImmutableArray.CreateBuilder<ReadModelStatus>(_folds.Count);
        foreach (var fold in _folds.Values.OrderBy(static fold => fold.Shape.Name, StringComparer.Ordinal))
            all.Add(await StatusOfAsync(fold, cancellationToken).ConfigureAwait(false));
        return all.MoveToImmutable();
    }

    /// <summary>Of what was not appended, all that it was decided by.</summary>
    private long PositionOf(Outcome outcome) => outcome is Outcome.Appended appended ? appended.Last : _store.Head;

    /// <summary>Before the wait, which may not be needed, so that it does not come up under load alone.</summary>
    private static void ThrowIfBad(long position, TimeSpan? timeout)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        if (timeout is { } wait && wait != Timeout.InfiniteTimeSpan && (wait < TimeSpan.Zero || wait > LongestTimeout))
            throw new ArgumentOutOfRangeException(
                nameof(timeout), wait, "A timeout is between zero and 24 days, or Timeout.InfiniteTimeSpan for none.");
    }

    private async ValueTask<ReadModelStatus> StatusOfAsync(ReadModelFold fold, CancellationToken cancellationToken)
    {
        var progress = fold.Progress;
        var (stored, state, position, failure) = (progress.Stored, progress.State, progress.Position, progress.Failure);
        var head = _store.DurableHead;
        TimeSpan? age = null;
        if (position < head && state != ReadModelState.Closed)
        {
            var next = await NextAsync(fold.Shape, position, head, cancellationToken).ConfigureAwait(false);
            if (next.RecordedAt is { } recordedAt) age = _store.Time.GetUtcNow() - recordedAt;
            else position = head;
        }

        return new(
            fold.Shape.Name, state, position, Math.Max(head - position, 0), age, stored.Rows, stored.Bytes, progress.Missed, stored.Skipped,
            failure);
    }

    private ValueTask UntilAsync(ReadModelFold fold, long position, TimeSpan? timeout, CancellationToken cancellationToken) =>
        fold.Progress is { Stored.IsComplete: true } progress && progress.Position >= position
            ? default
            : WaitAsync(fold, position, timeout ?? DefaultTimeout, cancellationToken);

    private async ValueTask WaitAsync(ReadModelFold fold, long position, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var progress = fold.Progress;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(timeout);
        try
        {
            while (true)
            {
                var changed = progress.Changed;
                var (isComplete, reached) = (progress.Stored.IsComplete, progress.Position);
                if (isComplete && reached >= position) return;
                if (progress.Failure is { IsStopped: true } failure) throw new ReadModelStoppedException(failure);
                ObjectDisposedException.ThrowIf(progress.IsClosed, this);
                var next = await NextAsync(fold.Shape, reached, position, patience.Token).ConfigureAwait(false);
                if (isComplete && next is { RecordedAt: null, IsWhole: true }) return;          // what came since does not concern it
                if (next.IsWhole) await changed.WaitAsync(patience.Token).ConfigureAwait(false);
                else await Task.WhenAny(changed, Task.Delay(BetweenLooks, patience.Token)).ConfigureAwait(false);
                patience.Token.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The read model '{fold.Shape.Name}' is {progress.State} at {progress.Position} and has not come to "
                + $"position {position} in {timeout}.{(Trouble is { } trouble ? $" {CauseText.Describe(trouble)}" : "")}");
        }
    }

    /// <summary>The next event that concerns a model, up to a position.</summary>
    /// <returns>When it was recorded, null for none; and whether the log is known to go up to the position.</returns>
    private async ValueTask<(DateTimeOffset? RecordedAt, bool IsWhole)> NextAsync(
        ReadModelShape shape, long after, long to, CancellationToken cancellationToken)
    {
        using var reader = _store.Log.Read(shape.Query, new() { After = after, To = to, Limit = 1 });
        while (await reader.FillAsync(cancellationToken).ConfigureAwait(false))
            if (reader.TryRead(out var e)) return (e.RecordedAt, true);
        return (null, reader.Head >= to);
    }

    /// <summary>Waits until a model has caught up, or stands still.</summary>
    private async ValueTask UntilCaughtUpAsync(ModelProgress progress, long head, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = progress.Changed;
            if (progress is { Stored.IsComplete: true } && progress.Position >= head) return;
            if (progress.Failure is { } failure)
            {
                if (failure.IsStopped) return;
                throw new ReadModelException(
                    $"The read models in {_storage.Place} can't catch up: {CauseText.Describe(failure.Error)}", failure.Error);
            }

            ObjectDisposedException.ThrowIf(progress.IsClosed, _store);
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
