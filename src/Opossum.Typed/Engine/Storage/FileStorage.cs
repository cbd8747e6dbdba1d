using Opossum.Typed.Engine.Log;

namespace Opossum.Typed.Engine.Storage;

/// <summary>A directory on disk.</summary>
internal sealed class FileStorage : IStorage
{
    private readonly string _root;

    private FileStorage(string root) => _root = root;

    /// <summary>The directory of a store; made, durably, when it is missing.</summary>
    /// <exception cref="StoreFormatException">The path is taken by something else.</exception>
    public static FileStorage OfStore(string path)
    {
        var root = Path.GetFullPath(path);
        if (File.Exists(root)) throw new StoreFormatException(root, "is a file; a store is a directory.");
        if (Directory.Exists(root) && !File.Exists(Path.Combine(root, StoreLock.FileName)) && !Directory.Exists(Path.Combine(root, Segment.Directory))
            && Directory.EnumerateFileSystemEntries(root).Any())
            throw new StoreFormatException(root, "is not empty and holds no store. Name an empty directory, or one that does not exist yet.");
        CreateDurably(Path.Combine(root, Segment.Directory));
        return new(root);
    }

    public string Location => _root;

    public string Describe(string name) => PathOf(name);

    public IReadOnlyList<string> List(string directory) =>
        [.. Directory.EnumerateFiles(PathOf(directory)).Select(path => directory.Length == 0 ? Path.GetFileName(path) : directory + "/" + Path.GetFileName(path))];

    public IStorageFile Open(string name) => new DiskFile(File.OpenHandle(PathOf(name), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));

    public IStorageFile Create(string name) => new DiskFile(File.OpenHandle(PathOf(name), FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));

    public void Rename(string from, string to) => File.Move(PathOf(from), PathOf(to), overwrite: true);

    public void Delete(string name) => File.Delete(PathOf(name));

    public void SyncDirectory(string directory) => Platform.FlushDirectory(PathOf(directory));

    public IStorageFile Lock(string name)
    {
        var path = PathOf(name);
        if (!File.Exists(path))
        {
            using (File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete)) { }
            Platform.FlushDirectory(_root);
        }

        return new DiskFile(Platform.TryOpenExclusively(path) ?? throw new StoreLockedException(_root, StoreLock.DescribeHolder(path)));
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
