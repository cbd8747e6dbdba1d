using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.StateFiles;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.TagFiles;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Backup;

/// <summary>
/// Makes one backup: stages what the directory lacks, then publishes it. Sealed files are linked or copied, the last segment always copied:
/// who opens the backup writes to that one and to no other, so that a link never leads a write back into the store.
/// </summary>
/// <param name="source">What is backed up.</param>
/// <param name="target">Where to.</param>
/// <param name="options">How.</param>
/// <param name="proceed">Called often; throws to end it.</param>
internal sealed class BackupJob(BackupSource source, IStorage target, BackupOptions options, Action proceed)
{
    /// <exception cref="BackupException">The directory can't take it.</exception>
    /// <exception cref="StoreLockedException">What it holds is open.</exception>
    /// <exception cref="StoreDamagedException">A file of the log is not what was written.</exception>
    public BackupResult Run()
    {
        using var storeLock = StoreLock.Take(target);
        if (storeLock is { IsPublishing: true, StoreId: { } id }) StagedFiles.Publish(target, storeLock, id, storeLock.KnownHead);
        var found = BackupTarget.Examine(target, storeLock, source);
        if (found.IsEmpty && storeLock.StoreId is null) Begin(storeLock);
        var writer = new BackupWriter(target, source, options, proceed);
        Stage(found, writer);
        DeleteStrays(writer.Staged);
        target.SyncDirectory(Segment.Directory);
        target.SyncDirectory(RunName.Directory);
        target.SyncDirectory(TagName.Directory);
        target.SyncDirectory(StateFileName.Directory);
        var isAsRecorded = storeLock.WasClosed && storeLock.KnownHead == source.Head && storeLock.Tags == source.TagMark;
        storeLock.Tags = source.TagMark;
        if (writer.Staged.Count > 0 || !isAsRecorded) StagedFiles.Publish(target, storeLock, source.StoreId, source.Head);
        DeleteMergedRuns();
        DeleteReplacedTags();
        return writer.Result;
    }

    /// <summary>From here on the directory is known not to be a store yet.</summary>
    private void Begin(StoreLock storeLock)
    {
        storeLock.WriteIncomplete(source.StoreId);
        target.SyncDirectory("");
    }

    private void Stage(BackupTarget found, BackupWriter writer)
    {
        var runs = Array.FindAll(source.Runs, run => !found.Keeps(RunName.Of(run.Range), writer));
        (SealedPart Part, long Length)[] parts =
            [.. source.Sealed.Where(part => !found.Keeps(part.Name, writer)).Select(part => (part, source.LengthOf(part.Name)))];
        var last = source.Last is null ? 0 : source.LengthOf(source.Last.Name);
        var tags = Array.FindAll(source.Tags, file => !found.Keeps(file.Name, writer));
        writer.Begin(
            parts.Sum(static part => part.Length) + last + runs.Sum(static run => run.Size) + tags.Sum(static file => file.Length));
        foreach (var (part, length) in parts) writer.Stage(part, length);
        if (source.Last is not null) writer.StageLast(source.Last, last);
        foreach (var run in runs) writer.Stage(run);
        foreach (var file in tags) writer.Stage(file);
        foreach (var state in source.States) writer.Stage(state);
    }

    /// <summary>What a backup that was interrupted had staged, and this one does not need.</summary>
    private void DeleteStrays(IReadOnlySet<string> staged)
    {
        foreach (var directory in (ReadOnlySpan<string>)[Segment.Directory, RunName.Directory, TagName.Directory, StateFileName.Directory])
            foreach (var file in target.List(directory))
                if (StagedFiles.IsOne(file) && !staged.Contains(file)) target.Delete(file);
    }

    /// <summary>Those that another retagging has replaced, and what an opened backup has begun by itself.</summary>
    private void DeleteReplacedTags()
    {
        var names = source.Tags.Select(static file => file.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var file in target.List(TagName.Directory))
            if (TagName.TryParse(file, out _) && !names.Contains(file)) target.Delete(file);
    }

    /// <summary>Those that were merged into others since: opening would pass over them, but they take room.</summary>
    private void DeleteMergedRuns()
    {
        var names = source.Runs.Select(static run => run.Range).ToHashSet();
        foreach (var file in target.List(RunName.Directory))
            if (RunName.TryParse(file, out var name) && !names.Contains(name)) target.Delete(file);
    }
}
