using System.Collections.Immutable;

namespace Opossum.Typed;

// How the models are doing.
public abstract partial class ReadModels
{
    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<ReadModelStatus>> GetStatusAsync(CancellationToken cancellationToken = default)
    {
        var all = ImmutableArray.CreateBuilder<ReadModelStatus>(_slots.Count);
        foreach (var slot in _slots.Values.OrderBy(static slot => slot.Shape.Name, StringComparer.Ordinal))
            all.Add(await StatusOfAsync(slot, cancellationToken).ConfigureAwait(false));
        return all.MoveToImmutable();
    }

    private async ValueTask<ReadModelStatus> StatusOfAsync(ModelSlot slot, CancellationToken cancellationToken)
    {
        var (view, newest) = (slot.Look(), slot.IsObserved ? null : slot.Newest);
        var progress = view.Progress;
        var (stored, state, position, failure) = (progress.Stored, view.State, progress.Position, view.Failure);
        var (head, canRead) = Head();
        TimeSpan? age = null;
        if (canRead && position < head && state != ReadModelState.Closed)
        {
            var next = await NextAsync(slot.Shape, position, head, cancellationToken).ConfigureAwait(false);
            if (next.RecordedAt is { } recordedAt) age = _store.Time.GetUtcNow() - recordedAt;
            else if (!progress.IsOutdated) position = head;
        }

        return new(
            slot.Shape.Name, state, position, Math.Max(head - position, 0), age, stored.Rows, stored.Bytes, progress.Missed, stored.Skipped,
            failure)
        {
            Reads = !progress.IsReadable ? ReadModelRows.None : progress.IsOutdated ? ReadModelRows.Old : ReadModelRows.Current,
            Joins = newest?.Joins ?? [],
            Build = view.Building is { } building ? BuildOf(newest, building, isBeside: true, head)
                : !stored.IsComplete ? BuildOf(newest, progress, isBeside: false, head)
                : null,
        };
    }

    /// <summary>Up to where there are events, and whether they can be read: of a store that was replaced, what was known last.</summary>
    private (long Position, bool CanRead) Head()
    {
        try
        {
            return (_store.DurableHead, true);
        }
        catch (StoreReplacedException replaced)
        {
            return (replaced.Position, false);
        }
    }

    private static ReadModelBuild BuildOf(ReadModelFold? fold, ModelProgress progress, bool isBeside, long head)
    {
        var (left, rate) = (Math.Max(head - progress.Position, 0), fold?.Clock.EventsPerSecond ?? 0);
        return new(progress.Position, left, progress.Stored.Rows, rate, isBeside)
        {
            TimeLeft = left == 0 ? TimeSpan.Zero
                : rate > 0 && left / rate < TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(left / rate)
                : null,
            Failure = progress.Failure,
        };
    }
}
