using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed;

/// <summary>
/// A store's directory can't be used: it may not be read or written, its file system is read-only, or its disk is full. The inner exception
/// is the system's own.
/// </summary>
public sealed class StoreAccessException : StoreException
{
    internal StoreAccessException(string path, Exception cause)
        : base($"The store '{path}' can't be opened: {cause.Message} {WayOut(cause)}", cause) => Path = path;

    /// <summary>The store's directory.</summary>
    public string Path { get; }

    private static string WayOut(Exception cause) => cause is IOException io && StorageErrors.IsOutOfHandles(io)
        ? "The process has no file handle left: close some, or raise its limit (on Linux, ulimit -n)."
        : "It needs a directory that this process may read and write, on a disk with room.";
}
