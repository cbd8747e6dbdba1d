namespace Opossum.Typed;

/// <summary>
/// A backup could not be made: its directory holds something that it must not replace, or could not be written; then the inner exception is
/// the system's own. The store goes on, and what the directory held before is as good as it was.
/// </summary>
public sealed class BackupException : StoreException
{
    internal BackupException(string path, string problem)
        : base($"The directory '{path}' can't take this backup: {problem}") => Path = path;

    internal BackupException(string path, Exception cause)
        : base($"The backup into '{path}' failed: {CauseText.Describe(cause)} The store goes on, and a backup that was there before is as "
            + "good as it was. Mend the cause and back up again, which goes on from what is there.", cause) =>
            Path = path;

    /// <summary>The directory of the backup.</summary>
    public string Path { get; }
}
