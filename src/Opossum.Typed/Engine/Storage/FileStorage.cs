using Opossum.Typed.Engine.Storage.Unix;
using Opossum.Typed.Engine.Storage.Windows;

namespace Opossum.Typed.Engine.Storage;

/// <summary>A directory on disk, open until it is disposed of.</summary>
internal abstract class FileStorage(string root) : IStorage, IDescribedStorage, IDisposable
{
    /// <summary>What ext file systems put into their root, so that an empty one is not.</summary>
    private const string LostAndFound = "lost+found";

    /// <summary>Left in the directory, it makes no store: it is advice for other processes, and means nothing without the rest.</summary>
    private const string HeadFileName = "store.head";

    /// <summary>The directory of a store, made, durably, when it is missing, with directories in it.</summary>
    /// <param name="path">The store.</param>
    /// <param name="directories">The directories in it, and for each whether a file there is one of a store's.</param>
    /// <param name="access">Who may read what is made.</param>
    /// <param name="derived">Those of the directories that may be deleted while the storage is open; null for none.</param>
    /// <param name="lockName">The file that tells such a directory from others.</param>
    /// <exception cref="StoreFormatException">The path is taken by something else.</exception>
    /// <exception cref="PathTooLongException">Files below it could not be found by their paths.</exception>
    public static FileStorage OfStore(
        string path, Dictionary<string, Func<string, bool>> directories, StoreAccess access = StoreAccess.Owner,
        IReadOnlyCollection<string>? derived = null, string lockName = StoreLock.FileName)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        StorePaths.EnsureShortEnough(root);
        if (File.Exists(root)) throw new StoreFormatException(root, "is a file; a store is a directory.");
        FileStorage storage = OperatingSystem.IsWindows() ? new WindowsStorage(root) : new UnixStorage(root, FileModes.Of(access));
        try
        {
            storage.RefuseSomethingElse(directories, lockName);
            foreach (var directory in directories.Keys) storage.Prepare(directory, isDerived: derived?.Contains(directory) ?? false);
            if (!OperatingSystem.IsWindows()) FlushParent(root);
            return storage;
        }
        catch
        {
            storage.Dispose();
            throw;
        }
    }

    public string Location => root;

    public abstract FileSystem FileSystem { get; }

    public abstract BlockDevice Device { get; }

    public FilePool Handles => FilePool.Shared;

    public string Describe(string name) => name.Length == 0 ? root : Path.Combine(root, name.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Opens a directory in this one, which is made, durably, if it is missing.</summary>
    /// <param name="directory">Its name.</param>
    /// <param name="isDerived">True if others may delete or replace it: then it is made again when it is needed.</param>
    public abstract void Prepare(string directory, bool isDerived);

    /// <summary>Every name in a directory of the store.</summary>
    public abstract List<DirectoryEntry> Entries(string directory);

    public IReadOnlyList<string> List(string directory) =>
        [.. Entries(directory).Where(static entry => !entry.IsDirectory)
            .Select(entry => directory.Length == 0 ? entry.Name : directory + "/" + entry.Name)];

    public abstract string? IdentityOf(string name);

    public abstract IStorageFile Open(string name);

    public abstract IStorageFile Create(string name);

    public abstract void Rename(string from, string to);

    public abstract bool TryLink(IStorage from, string existing, string name);

    public abstract void Delete(string name);

    public abstract void SyncDirectory(string directory);

    public abstract IStorageFile Lock(string name);

    public abstract void Dispose();

    /// <summary>Says that a name does not lead to what is open here any more.</summary>
    protected string Gone(string name) =>
        $"'{Describe(name)}' does not lead to what this store has open any more: it was moved, replaced or deleted. "
        + "What was acknowledged is in the directory that was opened, by whatever path that has now; open the store there, or move it "
        + "back.";

    private void RefuseSomethingElse(Dictionary<string, Func<string, bool>> directories, string lockName)
    {
        var entries = Entries("");
        if (entries.Contains(new(lockName, IsDirectory: false)) || entries.TrueForAll(IsOurs)) return;
        throw new StoreFormatException(root, entries.Contains(new(LostAndFound, IsDirectory: true))
            ? $"is the root of a mount: it has the directory '{LostAndFound}'. "
                + $"Choose a directory below the mount point, such as '{Path.Combine(root, "store")}'."
            : "is not empty and holds no store. Name an empty directory, or one that does not exist yet.");

        bool IsOurs(DirectoryEntry entry) => entry.IsDirectory
            ? directories.TryGetValue(entry.Name, out var isOurs)
                && Entries(entry.Name).TrueForAll(below => !below.IsDirectory && isOurs(entry.Name + "/" + below.Name))
            : entry.Name == HeadFileName;
    }

    /// <summary>
    /// The process that made the directory may have ended before it flushed the name. Where the parent may not even be opened, it was not
    /// us who made it.
    /// </summary>
    private static void FlushParent(string root)
    {
        try
        {
            if (Path.GetDirectoryName(root) is { } parent) Platform.FlushDirectory(parent);
        }
        catch (UnauthorizedAccessException)
        {
        }
    }
}
