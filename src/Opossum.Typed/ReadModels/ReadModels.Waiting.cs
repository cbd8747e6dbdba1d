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
        foreach (var slot in _slots.Values) await UntilAsync(slot, position, timeout, cancellationToken).ConfigureAwait(false);
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
        return UntilAsync(SlotOf(ReadModelShape.Of<TRow>().Name), position, timeout, cancellationToken);
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

    private ValueTask UntilAsync(ModelSlot slot, long position, TimeSpan? timeout, CancellationToken cancellationToken) =>
        slot.Progress is { IsCurrent: true } progress && progress.Position >= position
            ? default
            : WaitAsync(slot, position, timeout ?? DefaultTimeout, cancellationToken);

    private async ValueTask WaitAsync(ModelSlot slot, long position, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(timeout);
        try
        {
            while (true)
            {
                var view = slot.Look();
                var (isCurrent, reached) = (view.Progress.IsCurrent, view.Progress.Position);
                if (isCurrent && reached >= position) return;
                if (view.Failure is { IsStopped: true } failure) throw new ReadModelStoppedException(failure);
                ObjectDisposedException.ThrowIf(view.Progress.IsClosed, this);
                var next = isCurrent
                    ? await NextAsync(slot.Shape, reached, position, patience.Token).ConfigureAwait(false)
                    : (null, true);
                if (isCurrent && next is { RecordedAt: null, IsWhole: true }) return;           // what came since does not concern it
                if (next.IsWhole) await view.Changed.WaitAsync(patience.Token).ConfigureAwait(false);
                else await Task.WhenAny(view.Changed, Task.Delay(BetweenLooks, patience.Token)).ConfigureAwait(false);
                patience.Token.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var view = slot.Look();
            throw new TimeoutException($"The read model '{slot.Shape.Name}' is {view.State} at {view.Progress.Position} and has not come "
                + $"to position {position} in {timeout}.{(Trouble is { } trouble ? $" {CauseText.Describe(trouble)}" : "")}");
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
    private async ValueTask UntilCaughtUpAsync(ModelSlot slot, long head, CancellationToken cancellationToken)
    {
        while (true)
        {
            var view = slot.Look();
            if (view.Progress.IsCurrent && view.Progress.Position >= head) return;
            if (view.Failure is { } failure)
            {
                if (failure.IsStopped) return;
                throw new ReadModelException(
                    $"The read models in {_storage.Place} can't catch up: {CauseText.Describe(failure.Error)}", failure.Error);
            }

            ObjectDisposedException.ThrowIf(view.Progress.IsClosed, _store);
            await view.Changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until rows that are being made are read.</summary>
    private async Task UntilBuiltAsync(ModelSlot slot, CancellationToken cancellationToken)
    {
        while (true)
        {
            var view = slot.Look();
            if (view is { Building: null, Progress.IsCurrent: true }) return;
            if ((view.Building ?? view.Progress).Failure is { IsStopped: true } failure) throw new ReadModelStoppedException(failure);
            ObjectDisposedException.ThrowIf(view.Progress.IsClosed, this);
            await view.Changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
