using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed;

/// <summary>
/// A store's directory can't be used: it may not be read or written, its file system is read-only, or its disk is full. The inner exception
/// is the system's own.
/// </summary>
public sealed class StoreAccessException : StoreException
{
    internal StoreAccessException(string path, Exception cause)
        : base($"The store '{path}' can't be opened: {CauseText.Describe(cause)} {WayOut(cause)}", cause) => Path = path;

    private StoreAccessException(string path, string message, Exception? cause = null) : base(message, cause) => Path = path;

    /// <summary>Reading needs less than opening does.</summary>
    internal static StoreAccessException ToRead(string path, Exception cause) =>
        new(path, $"The store '{path}' can't be read: {CauseText.Describe(cause)} {WayToRead(cause)}", cause);

    /// <summary>What the writer says of itself can't be read. The log can, only later.</summary>
    internal static StoreAccessException ToReadHead(string file, Exception cause) => new(
        file,
        $"'{file}' can't be read: {CauseText.Describe(cause)} {WayToRead(cause)} Until then the last group of appends is seen when the "
            + "next one is written.",
        cause);

    /// <summary>What another machine writes to such a file system is seen late, or in another order, or not at all.</summary>
    internal static StoreAccessException OnNetwork(string path, string fileSystem) => new(
        path,
        $"The store '{path}' can't be read here: it lies on a network file system ({fileSystem}), where what another machine writes is "
            + "seen late or in another order. Read it on the machine that writes it, or read a backup on a local disk.");

    /// <summary>Another machine, or another kernel, whose cache is not this one's.</summary>
    internal static StoreAccessException WrittenElsewhere(string path) => new(
        path,
        $"The store '{path}' can't be read here: another machine writes it, or another virtual machine, by a directory that they share. "
            + "What is written there is seen late or in another order. Read it on the machine that writes it.");

    /// <summary>The keys of subjects, or their master key.</summary>
    internal static StoreAccessException ToKeys(string path, Exception cause) => new(
        path,
        $"The keys at '{path}' can't be opened: {CauseText.Describe(cause)} They need a place that this process may read and write.",
        cause);

    /// <summary>What a consumer has done can't be noted: its directory was deleted, or the disk is full.</summary>
    internal static StoreAccessException ToSave(string file, Exception cause) => new(
        file,
        $"'{file}' can't be written: {CauseText.Describe(cause)} {WayOut(cause)} What was handled since the last save is delivered again.",
        cause);

    /// <summary>It was open when this process began to wait for it.</summary>
    internal static StoreAccessException MovedAway(string path) => new(
        path,
        $"The store '{path}' can't be opened: it was moved or deleted while this process waited for it to be closed. Nothing was made in "
            + "its place. Open it where it is now; to begin a new store here, open it again.");

    /// <summary>The store's directory, or the file in it that is to blame.</summary>
    public string Path { get; }

    private static string WayToRead(Exception cause) => cause is IOException io && StorageErrors.IsOutOfHandles(io)
        ? WayOut(cause)
        : "This process needs the right to read the directory and its files; OpossumOptions.Access of the writer can give it to its group.";

    private static string WayOut(Exception cause) => cause is IOException io && StorageErrors.IsOutOfHandles(io)
        ? "The process has no file handle left: close some, or raise its limit (on Linux, ulimit -n)."
        : "It needs a directory that this process may read and write, on a disk with room.";
}
