using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.StateFiles;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.TagFiles;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Backup;

/// <summary>
/// The new files of a backup, until all of them are there: complete and on disk, under names that opening passes over. Then the lock file
/// says so in one sector, which is the moment that the new backup takes the place of the old one, and they get their names; whoever finds
/// them without, goes on with that.
/// </summary>
internal static class StagedFiles
{
    /// <summary>Whether a file is staged, or the beginning of one that will be.</summary>
    public static bool IsOne(string file) => StagedName.IsOfEither(file, out var name) && IsOurs(name);

    /// <summary>Nothing but what belongs to the backup may be staged, and its names must be on disk.</summary>
    /// <param name="storage">The backup.</param>
    /// <param name="storeLock">Its lock.</param>
    /// <param name="storeId">Whose backup it is.</param>
    /// <param name="head">Up to where.</param>
    public static void Publish(IStorage storage, StoreLock storeLock, Guid storeId, long head)
    {
        storeLock.WritePublishing(storeId, head);           // also when it says so already: that may be in the system's memory alone
        foreach (var directory in (ReadOnlySpan<string>)[Segment.Directory, RunName.Directory, TagName.Directory, StateFileName.Directory])
        {
            foreach (var file in storage.List(directory))
                if (StagedName.IsOf(file, out var name) && IsOurs(name)) storage.Rename(file, name);
            storage.SyncDirectory(directory);
        }

        storeLock.WriteClosed(storeId, head);               // at once: files that are staged later must not be published by what this says
    }

    private static bool IsOurs(string name) =>
        Segment.TryParseName(name, out _) || RunName.TryParse(name, out _) || TagName.TryParse(name, out _) || StateFileName.IsOne(name);
}
