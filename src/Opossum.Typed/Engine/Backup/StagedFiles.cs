using Opossum.Typed.Engine.Log;
using Opossum.Typed.Engine.Runs;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Engine.Backup;

/// <summary>
/// The new files of a backup, until all of them are there: complete and on disk, under names that opening passes over. Then the lock file says so in one sector, which is the moment that the new backup takes the
/// place of the old one, and they get their names; whoever finds them without, goes on with that.
/// </summary>
internal static class StagedFiles
{
    private const string Suffix = ".new";
    private const string CopySuffix = Suffix + ".tmp";

    public static string NameOf(string name) => name + Suffix;

    /// <summary>The name of a copy that is being made. Never one of a link: who makes a file of this name anew empties it.</summary>
    public static string CopyNameOf(string name) => name + CopySuffix;

    /// <summary>Whether a file is staged, or the beginning of one that will be.</summary>
    public static bool IsOne(string file) => IsOf(file, Suffix) || IsOf(file, CopySuffix);

    /// <summary>Nothing but what belongs to the backup may be staged, and its names must be on disk.</summary>
    /// <param name="storage">The backup.</param>
    /// <param name="storeLock">Its lock.</param>
    /// <param name="storeId">Whose backup it is.</param>
    /// <param name="head">Up to where.</param>
    public static void Publish(IStorage storage, StoreLock storeLock, Guid storeId, long head)
    {
        storeLock.WritePublishing(storeId, head);           // also when it says so already: that may be in the system's memory alone
        foreach (var directory in (ReadOnlySpan<string>)[Segment.Directory, RunName.Directory])
        {
            foreach (var file in storage.List(directory))
                if (IsOf(file, Suffix)) storage.Rename(file, file[..^Suffix.Length]);
            storage.SyncDirectory(directory);
        }

        storeLock.WriteClosed(storeId, head);               // at once: files that are staged later must not be published by what this says
    }

    private static bool IsOf(string file, string suffix) =>
        file.EndsWith(suffix, StringComparison.Ordinal) && file[..^suffix.Length] is var name && (Segment.TryParseName(name, out _) || RunName.TryParse(name, out _));
}
