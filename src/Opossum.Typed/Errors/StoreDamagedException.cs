namespace Opossum.Typed;

/// <summary>
/// Events that were acknowledged are missing or altered on disk. The store refuses, rather than to lose them silently; nothing was changed.
/// Restore the named file from a backup.
/// </summary>
public sealed class StoreDamagedException : StoreException
{
    /// <summary>For engines.</summary>
    /// <param name="file">Where the damage is: a file, or what takes its place in a log of another kind.</param>
    /// <param name="offset">Where in it.</param>
    /// <param name="problem">What is wrong, in a few words.</param>
    /// <param name="cause">What the disk said; null if it gave other bytes than were written.</param>
    public StoreDamagedException(string file, long offset, string problem, Exception? cause = null)
        : base($"The store is damaged: {problem} ({file}, offset {offset}). Nothing was changed; restore this file from a backup.", cause)
    {
        File = file;
        Offset = offset;
        _problem = problem;
    }

    private readonly string _problem;

    /// <summary>The damaged file.</summary>
    public string File { get; }

    /// <summary>Where in the file, in bytes.</summary>
    public long Offset { get; }

    /// <summary>The same damage as an exception of its own: one that is thrown again and again collects every stack trace.</summary>
    internal StoreDamagedException ForAnotherCaller() => new(File, Offset, _problem, InnerException);
}
