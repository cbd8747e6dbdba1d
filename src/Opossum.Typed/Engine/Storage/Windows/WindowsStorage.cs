namespace Opossum.Typed.Engine.Storage.Windows;

/// <summary>
/// A store's directory on Windows, by its path: while a file in it is open, Windows renames neither the directory nor one above it. A link
/// at the end of the path is resolved once; it could be replaced.
/// </summary>
internal sealed class WindowsStorage : FileStorage
{
    private const FileShare WithAll = FileShare.ReadWrite | FileShare.Delete;

    private readonly string _directory;
    private readonly HashSet<string> _derived = new(StringComparer.Ordinal);        // complete before it is shared

    public WindowsStorage(string root) : base(root)
    {
        Directory.CreateDirectory(root);
        _directory = new DirectoryInfo(root).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? root;
    }

    public override FileSystem FileSystem => FileSystem.Unknown;

    public override BlockDevice Device => default;

    public override void Prepare(string directory, bool isDerived)
    {
        Directory.CreateDirectory(PathOf(directory));
        if (isDerived) _derived.Add(directory);
    }

    public override List<DirectoryEntry> Entries(string directory)
    {
        MakeAgain(directory);
        return [.. new DirectoryInfo(PathOf(directory)).EnumerateFileSystemInfos()
            .Select(static entry => new DirectoryEntry(entry.Name, entry is DirectoryInfo))];
    }

    public override string? IdentityOf(string name) => FileIdentity.OfFile(PathOf(name));

    public override IStorageFile Open(string name) => Handles.WithRoom(() => OpenHandle(name, FileMode.Open));

    public override IStorageFile Create(string name)
    {
        MakeAgain(name[..Math.Max(name.IndexOf('/', StringComparison.Ordinal), 0)]);
        return Handles.WithRoom(() => OpenHandle(name, FileMode.Create));
    }

    public override void Rename(string from, string to) => File.Move(PathOf(from), PathOf(to), overwrite: true);

    public override bool TryLink(IStorage from, string existing, string name) =>
        from is WindowsStorage other && Kernel32.CreateHardLink(PathOf(name), other.PathOf(existing), 0) != 0;

    public override void Delete(string name) => File.Delete(PathOf(name));

    /// <summary>The file system journals names by itself, and there is no call.</summary>
    public override void SyncDirectory(string directory) { }

    public override IStorageFile Lock(string name)
    {
        const int SharingViolation = unchecked((int)0x80070020);
        try
        {
            return new LockedFile(File.OpenHandle(PathOf(name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e.HResult == SharingViolation)
        {
            throw new StoreLockedException(Location, StoreLock.DescribeHolder(static () => []));        // which lets nobody read it
        }
    }

    public override void Dispose() { }

    /// <summary>Makes a directory again that others may delete.</summary>
    private void MakeAgain(string directory)
    {
        if (_derived.Contains(directory)) Directory.CreateDirectory(PathOf(directory));
    }

    private DiskFile OpenHandle(string name, FileMode mode) => new(File.OpenHandle(PathOf(name), mode, FileAccess.ReadWrite, WithAll));

    private string PathOf(string name) => Path.Combine(_directory, name.Replace('/', Path.DirectorySeparatorChar));
}
