namespace Opossum.Typed;

/// <summary>How a backup is made. The defaults give one that shares nothing with the store.</summary>
public sealed class BackupOptions
{
    /// <summary>
    /// Whether files that never change again are linked instead of copied where that is possible, which is on the same file system; false
    /// by default. That takes no room and next to no time, and the backup outlives the store's own directory, but not its disk, and damage
    /// of the file is damage of both. Where a link can't be made, the file is copied.
    /// </summary>
    public bool HardLinks { get; init; }

    /// <summary>Told after every file, on the thread that makes the backup; null, the default, for nobody.</summary>
    public IProgress<BackupProgress>? Progress { get; init; }
}

/// <summary>How far a backup is.</summary>
/// <param name="Bytes">How many bytes of files that were missing are there now.</param>
/// <param name="TotalBytes">How many were missing.</param>
public readonly record struct BackupProgress(long Bytes, long TotalBytes);
