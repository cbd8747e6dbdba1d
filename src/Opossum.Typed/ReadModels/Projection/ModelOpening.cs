namespace Opossum.Typed;

/// <summary>Decides, when read models are opened, which of the rows that are there a model goes on with.</summary>
internal sealed class ModelOpening(OpossumReader store, ReadModelStorage storage, ReadModelOptions options)
{
    /// <summary>Begins with the rows that are there, beside them, or without them.</summary>
    /// <exception cref="ReadModelHistoryException">They are of another history, and the options say to refuse them.</exception>
    /// <exception cref="ReadModelReplacedException">They replaced those of this logic, and the options say to refuse that.</exception>
    public async ValueTask BeginAsync(ModelSlot slot)
    {
        var (tagEpoch, live) = (store.TagEpoch, slot.OpenInPlace());
        if (live.Found is not { } found)
        {
            await live.ResetAsync(store.StoreId, tagEpoch).ConfigureAwait(false);
            slot.Begin(live);
            return;
        }

        var isOfThisLogic = found.Identity == slot.Shape.Identity;
        EnsureNotReplaced(slot, found);
        var isOfThisHistory = await IsOfThisHistoryAsync(found).ConfigureAwait(false);
        var isUsable = isOfThisHistory && (found.IsComplete || (isOfThisLogic && !live.IsRetagged(found, tagEpoch)));
        if (!isUsable)
        {
            await live.ResetAsync(store.StoreId, tagEpoch, found.Replaced).ConfigureAwait(false);
            slot.Begin(live);
        }
        else if (!isOfThisLogic)
        {
            await slot.ReplaceAsync(found, store.StoreId, tagEpoch, CanContinueAsync).ConfigureAwait(false);
        }
        else
        {
            live.Begin(found);
            slot.Begin(live);
            await slot.ContinueAsync(CanContinueAsync).ConfigureAwait(false);
            if (live.IsRetagged(found, tagEpoch)) await slot.OutdateAsync(store.StoreId, tagEpoch).ConfigureAwait(false);
        }

        async ValueTask<bool> CanContinueAsync(StoredReadModel begun) =>
            begun.Identity == slot.Shape.Identity && !live.IsRetagged(begun, tagEpoch)
                && await IsOfAsync(begun.Checkpoint).ConfigureAwait(false) is null;
    }

    /// <summary>Refuses rows that another program keeps, as far as the options say so.</summary>
    /// <exception cref="ReadModelHistoryException">They are of another history, and the options say to refuse them.</exception>
    /// <exception cref="ReadModelReplacedException">They replaced those of this logic, and the options say to refuse that.</exception>
    public async ValueTask EnsureUsableAsync(ModelSlot slot, StoredReadModel found)
    {
        EnsureNotReplaced(slot, found);
        await IsOfThisHistoryAsync(found).ConfigureAwait(false);
    }

    private void EnsureNotReplaced(ModelSlot slot, StoredReadModel found)
    {
        if (found.Identity != slot.Shape.Identity && options.WhenReplaced == ReplacedLogic.Refuse
            && found.Replaced.Contains(slot.Shape.Identity))
            throw new ReadModelReplacedException(slot.Shape.Name, storage.Place);
    }

    private async ValueTask<bool> IsOfThisHistoryAsync(StoredReadModel found)
    {
        if (await IsOfAsync(found.Checkpoint).ConfigureAwait(false) is not { } error) return true;
        if (options.WhenHistoryDiffers == HistoryMismatch.Refuse)
            throw new ReadModelHistoryException(found.Name, storage.Place, error);
        return false;
    }

    /// <returns>Null if it is of this history.</returns>
    private async ValueTask<CheckpointException?> IsOfAsync(Checkpoint checkpoint)
    {
        try
        {
            await checkpoint.EnsureOfAsync(store.Log, CancellationToken.None).ConfigureAwait(false);
            return null;
        }
        catch (CheckpointException error)
        {
            return error;
        }
    }
}
