using System.Collections.Immutable;

namespace Opossum.Typed;

// Rows that are made beside others, and tables that no model uses.
internal sealed partial class Projector
{
    /// <summary>Begins to make the rows of a model again, beside those that are read.</summary>
    public Task RebuildAsync(ModelSlot slot) => CommandAsync(() => slot.RebuildAsync(_log.StoreId, _log.TagEpoch));

    /// <summary>The tables that no model uses.</summary>
    public async Task<ImmutableArray<OrphanedTable>> ListOrphansAsync()
    {
        var orphans = ImmutableArray<OrphanedTable>.Empty;
        await CommandAsync(async () => orphans = await _storage.ListOrphansAsync().ConfigureAwait(false)).ConfigureAwait(false);
        return orphans;
    }

    /// <summary>Deletes a table that no model uses.</summary>
    public Task DropOrphanAsync(string table) => CommandAsync(async () =>
    {
        var orphans = await _storage.ListOrphansAsync().ConfigureAwait(false);
        if (!orphans.Any(orphan => orphan.Name == table))
            throw new ArgumentException(
                $"'{table}' is not one of the tables that no model uses: "
                    + $"{string.Join(", ", orphans.Select(static orphan => orphan.Name))}.",
                nameof(table));
        await _storage.DropOrphanAsync(table).ConfigureAwait(false);
    });

    /// <summary>Lets rows that were made beside take their place.</summary>
    /// <param name="head">Where the log ended when they came to its end.</param>
    private async ValueTask SwapAsync(long head)
    {
        foreach (var slot in _slots)
        {
            if (!slot.IsReady(head)) continue;
            var stored = await _commit.SwapAsync(slot, _block, _options.KeepsReplaced).ConfigureAwait(false);
            slot.Swap(stored);
        }
    }

    /// <summary>Where old events got tags, rows that are found by tags are made again.</summary>
    private async ValueTask RestartRetaggedAsync()
    {
        var tagEpoch = _log.TagEpoch;
        foreach (var slot in _slots)
            if (slot.Newest.IsRetagged(slot.Newest.Stored, tagEpoch)) await slot.OutdateAsync(_log.StoreId, tagEpoch).ConfigureAwait(false);
    }

    /// <summary>A follower is told of retaggings by the tags of its query, and this one's has none.</summary>
    private void WakeIfRetagged()
    {
        try
        {
            var tagEpoch = _log.TagEpoch;
            if (Array.Exists(_slots, slot => slot.Newest.IsRetagged(slot.Newest.Progress.Stored, tagEpoch))) Wake();
        }
        catch (Exception e) when (e is ObjectDisposedException or StoreException or IOException or UnauthorizedAccessException)
        {
            // The log was closed, replaced or damaged, or can't be read just now: the follower is told. Nobody catches what a timer throws.
        }
    }
}
