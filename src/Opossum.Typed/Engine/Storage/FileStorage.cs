namespace Opossum.Typed.Engine.Storage;

/// <summary>A directory on disk.</summary>
internal sealed class FileStorage : IStorage, IDescribedStorage
{
    private readonly string _root;

    private FileStorage(string root) => _root = root;

    /// <summary>The directory of a store, made, durably, when it is missing, with directories in it.</summary>
    /// <param name="path">The store.</param>
    /// <param name="directories">The directories in it, and for each whether a file there is one of a store's.</param>
    /// <exception cref="StoreFormatException">The path is taken by something else.</exception>
    public static FileStorage OfStore(string path, Dictionary<string, Func<string, bool>> directories)
    {
        var root = Path.GetFullPath(path);
        if (File.Exists(root)) throw new StoreFormatException(root, "is a file; a store is a directory.");
        var storage = new FileStorage(root);
        if (Directory.Exists(root) && !File.Exists(storage.PathOf(StoreLock.FileName)) && storage.HoldsSomethingElse(directories))
            throw new StoreFormatException(root, "is not empty and holds no store. Name an empty directory, or one that does not exist yet.");
        foreach (var directory in directories.Keys) CreateDurably(storage.PathOf(directory));
        FlushParent(root);
        return storage;
    }

    public string Location => _root;

    public FileSystem FileSystem => FileSystem.OfMagic(Platform.FileSystemMagic(_root));

    public BlockDevice Device => Platform.DeviceNumber(_root) is var (major, minor) ? BlockDevice.Of(major, minor) : default;

    public FilePool Handles => FilePool.Shared;

    public string Describe(string name) => PathOf(name);

    public IReadOnlyList<string> List(string directory)
    {
        var before = directory.Length == 0 ? "" : directory + "/";
        return Handles.WithRoom<string[]>(() => [.. Directory.EnumerateFiles(PathOf(directory)).Select(path => before + Path.GetFileName(path))]);
    }

    public IStorageFile Open(string name) => Handles.WithRoom(() => OpenHandle(name, FileMode.Open));

    public string? IdentityOf(string name) => FileIdentity.OfFile(PathOf(name));

    public IStorageFile Create(string name) => Handles.WithRoom(() => OpenHandle(name, FileMode.Create));

    public void Rename(string from, string to) => File.Move(PathOf(from), PathOf(to), overwrite: true);

    public bool TryLink(IStorage from, string existing, string name) => from is FileStorage other && Platform.TryLink(other.PathOf(existing), PathOf(name));

    public void Delete(string name) => File.Delete(PathOf(name));

    public void SyncDirectory(string directory) => Platform.FlushDirectory(PathOf(directory));

    public IStorageFile Lock(string name)
    {
        var path = PathOf(name);
        var directory = Platform.TryLockDirectory(_root, out var isHeld);
        if (!isHeld && !File.Exists(path)) File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete).Dispose();
        var file = isHeld ? null : Platform.TryOpenExclusively(path);
        if (file is not null) return new LockedFile(file, directory);
        if (directory is not null) Platform.Unlock(directory);
        throw new StoreLockedException(_root, StoreLock.DescribeHolder(path));
    }

    private DiskFile OpenHandle(string name, FileMode mode) =>
        new(File.OpenHandle(PathOf(name), mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));

    private bool HoldsSomethingElse(Dictionary<string, Func<string, bool>> directories) =>
        Directory.EnumerateFiles(_root).Any()
        || Directory.EnumerateDirectories(_root).Any(path => !directories.TryGetValue(Path.GetFileName(path), out var isOurs) || HoldsSomethingElse(path, isOurs));

    private bool HoldsSomethingElse(string path, Func<string, bool> isOurs) => Directory.EnumerateDirectories(path).Any() || !List(Path.GetFileName(path)).All(isOurs);

    /// <summary>
    /// The process that made the directory may have ended before it flushed the name. Where the parent may not even be opened, it was not us who made it.
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

    private string PathOf(string name) => name.Length == 0 ? _root : Path.Combine(_root, name.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>A directory exists after a power cut only when its parent's names were flushed, up to the first that was there before.</summary>
    private static void CreateDurably(string directory)
    {
        if (Directory.Exists(directory)) return;
        var parent = Path.GetDirectoryName(directory);
        if (parent is not null) CreateDurably(parent);
        Directory.CreateDirectory(directory);
        if (parent is not null) Platform.FlushDirectory(parent);
    }
}
