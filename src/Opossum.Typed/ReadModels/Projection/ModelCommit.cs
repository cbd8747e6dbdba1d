using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>Stores rows and checkpoints of models in one transaction.</summary>
internal sealed class ModelCommit(IReadOnlyEventLog log, ReadModelStorage storage, ReadModelTelemetry telemetry)
{
    /// <summary>How many identities that were replaced a table remembers.</summary>
    private const int MaxReplaced = 16;

    public ReadModelTelemetry Telemetry => telemetry;

    /// <summary>Stores all that models of one group have folded.</summary>
    /// <param name="group">The models.</param>
    /// <param name="block">The events that were folded last, which know their ids.</param>
    /// <param name="isUpToDate">True if they have caught up with the log.</param>
    /// <exception cref="RowNotStoredException">A row can't be stored. The transaction is open still.</exception>
    public async ValueTask RunAsync(ReadModelFold[] group, EventBlock block, bool isUpToDate)
    {
        using var measure = telemetry.StartCommit(group);
        await storage.BeginAsync().ConfigureAwait(false);
        foreach (var fold in group) fold.Write();
        var stored = new StoredReadModel[group.Length];
        var checkpoint = default(Checkpoint);
        for (var i = 0; i < group.Length; i++)
        {
            if (i == 0 || group[i].Position != checkpoint.Position)
                checkpoint = await CheckpointAsync(group[i], block).ConfigureAwait(false);
            stored[i] = group[i].Describe(checkpoint, isUpToDate && group[i].Failure is null);
        }

        await storage.CommitAsync(stored).ConfigureAwait(false);
        var isFull = Array.Exists(group, static fold => fold.IsFull);       // before the rows are measured, which were thought larger
        for (var i = 0; i < group.Length; i++) group[i].Settle(stored[i]);
        if (!isFull) return;
        foreach (var fold in group) fold.Trim();
    }

    /// <summary>Puts the rows that were made beside in the place of those that are read.</summary>
    /// <returns>What is stored of them.</returns>
    public async ValueTask<StoredReadModel> SwapAsync(ModelSlot slot, EventBlock block, bool keepsOld)
    {
        var (fold, old) = (slot.Building!, slot.InPlace!);
        var checkpoint = await CheckpointAsync(fold, block).ConfigureAwait(false);
        var stored = fold.Describe(checkpoint, isComplete: true) with { IsBeside = false, Replaced = ReplacedBy(fold.Shape, old) };
        await storage.SwapAsync(stored, keepsOld).ConfigureAwait(false);
        return stored;
    }

    /// <summary>Stores what is known of a model, without its rows.</summary>
    public async ValueTask StoreAsync(StoredReadModel stored)
    {
        try
        {
            await storage.BeginAsync().ConfigureAwait(false);
            await storage.CommitAsync([stored]).ConfigureAwait(false);
        }
        catch
        {
            await TakeBackAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Takes back what was written. If even that fails, the first error is the one to tell of.</summary>
    public async ValueTask TakeBackAsync()
    {
        try
        {
            await storage.RollbackAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // It is told of by the next attempt.
        }
    }

    private static ImmutableArray<string> ReplacedBy(ReadModelShape shape, StoredReadModel old)
    {
        if (old.Identity == shape.Identity) return old.Replaced;
        return [.. old.Replaced.Where(each => each != old.Identity && each != shape.Identity).TakeLast(MaxReplaced - 1), old.Identity];
    }

    private ValueTask<Checkpoint> CheckpointAsync(ReadModelFold fold, EventBlock block)
    {
        if (fold.Position == fold.Stored.Checkpoint.Position) return new(fold.Stored.Checkpoint);
        if (block.Count > 0 && block.Last.Position == fold.Position)
            return new(new Checkpoint(log.StoreId, fold.Position, block.Last.Id));
        return Checkpoint.AtAsync(log, fold.Position);
    }
}
