using Opossum.Typed.Engine.Commit;
using Opossum.Typed.Engine.Backup;
using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.IndexFiles.Writing;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.TagFiles;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Opening;

/// <summary>
/// Opens the log after anything, in four steps: find its files, replay the log in them, plan what must change, and change it. Changes
/// nothing of the log before it has seen all that it reads, so a refusal leaves the events as they were.
/// </summary>
internal sealed class LogRecovery(
    IStorage storage, StoreLock storeLock, SegmentFiles files, ulong termMask = ulong.MaxValue, IProgress<IndexProgress>? progress = null)
{
    /// <summary>Opens the log. If that fails, no file of it stays open but those that were given to the segment files.</summary>
    public RecoveredLog Run()
    {
        FinishBackup();
        var found = FoundFiles.In(storage);
        FlushTail(found.Segments);
        var replay = new LogReplay(storage, storeLock, files, termMask, progress);
        var tags = TagCatalog.Empty;
        try
        {
            var log = replay.Run(found);
            var known = log.StoreId ?? TagCatalog.FindStoreId(storage);         // an empty store that was retagged has an id
            if (known is { } storeId) tags = TagCatalog.Open(storage, storeId, storeLock.Tags.Epoch);
            var plan = RecoveryPlan.Create(found, log, tags, storeLock.KnownHead);
            Apply(plan, log);
            var (id, end) = (known ?? Guid.NewGuid(), log.End);
            return new(
                new(log.Segments, log.Parts, tags.Added), id, end.Offset, end.Chain.NextPosition, end.Chain.LastHash, log.Replayed,
                Report(plan.Cut, log));
        }
        catch
        {
            replay.Dispose();
            tags.Added?.Dispose();
            throw;
        }
    }

    /// <summary>
    /// A backup whose making was interrupted is not opened before it is complete; one that only lacks its files' names gets them.
    /// </summary>
    private void FinishBackup()
    {
        if (storeLock.IsIncomplete)
            throw new StoreFormatException(
                storage.Location,
                "holds a backup that was never completed. Back the store up into it again, which completes it, or delete it.");
        if (storeLock.IsPublishing && storeLock.StoreId is { } id) StagedFiles.Publish(storage, storeLock, id, storeLock.KnownHead);
    }

    /// <summary>
    /// What a crashed process wrote or renamed may be in memory only, and after a failed flush the cache may hold what the disk does not:
    /// no decision is made on such bytes and names.
    /// </summary>
    private void FlushTail(int segments)
    {
        storage.SyncDirectory("");
        storage.SyncDirectory(Segment.Directory);
        storage.SyncDirectory(RunName.Directory);
        storage.SyncDirectory(TagName.Directory);
        for (var number = Math.Max(1, segments - 1); number <= segments; number++)
        {
            using var file = storage.Open(Segment.NameOf(number));
            file.Flush();
            if (!storeLock.WasClosed && storeLock.OpenedInThisBoot) file.DropCache();
        }
    }

    private void Apply(RecoveryPlan plan, ReplayedLog log)
    {
        if (plan.Cut is { } cut) ApplyCut(cut, log.Segments);
        foreach (var name in plan.Leftovers) storage.Delete(name);
        if (plan.Prepared is { } prepared) files.Adopt(prepared, storage.Open(Segment.NameOf(prepared)));
        foreach (var number in plan.Surplus) storage.Delete(Segment.NameOf(number));
        if (log.StoreId is not { } id) return;
        var runs = new RunFiles(storage, id);
        foreach (var name in plan.UselessRuns) runs.TryDelete(name);
    }

    private void ApplyCut(TornWrite cut, Segment[] segments)
    {
        using var opened = segments is [.., var last] && last.Name == cut.File ? null : storage.Open(cut.File);
        var file = opened ?? segments[^1].File;
        file.Write(new byte[cut.Length], cut.Offset);
        file.Flush();
    }

    private Recovery Report(TornWrite? cut, ReplayedLog log) => cut is null
        ? new(log.Head, log.End.IsClosed, 0, null, 0)
        : new(log.Head, WasClosed: false, cut.Length, storage.Describe(cut.File), cut.Offset);
}
