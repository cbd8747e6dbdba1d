namespace Opossum.Typed.Engine.Storage.Unix;

/// <summary>
/// A store's directory on Linux or macOS. It is opened once; that very handle is locked, and every file is found relative to it, so what is
/// acknowledged stays in the locked directory whatever its path leads to.
/// </summary>
internal sealed class UnixStorage : FileStorage, IPlacedStorage
{
    private readonly UnixDirectory _root;
    private readonly Dictionary<string, UnixDirectory> _directories = new(StringComparer.Ordinal);      // complete before it is shared
    private readonly Dictionary<string, UnixDirectory> _derived = new(StringComparer.Ordinal);          // under itself
    private readonly FileModes _modes;

    public UnixStorage(string root, FileModes modes) : base(root)
    {
        _modes = modes;
        _root = UnixDirectory.OpenOrCreate(root, modes);
    }

    public override FileSystem FileSystem => FileSystem.OfMagic(_root.FileSystemMagic);

    public override BlockDevice Device =>
        OperatingSystem.IsLinux() && _root.Status is { } status ? BlockDevice.Of(status.Major, status.Minor) : default;

    public override void Prepare(string directory, bool isDerived) =>
        (isDerived ? _derived : _directories).Add(directory, _root.OpenOrCreateDirectory(directory, _modes));

    public override List<DirectoryEntry> Entries(string directory)
    {
        if (directory.Length == 0 || _directories.ContainsKey(directory) || _derived.ContainsKey(directory))
            return DirectoryOf(directory).List();
        using var opened = _root.OpenDirectory(directory);
        return opened.List();
    }

    public override string? IdentityOf(string name)
    {
        var (directory, leaf) = Find(name);
        return directory.StatusOf(leaf, out _)?.Identity;
    }

    public override IStorageFile Open(string name)
    {
        var (directory, leaf) = Find(name);
        return new DiskFile(directory.OpenFile(leaf, Libc.ReadWrite));
    }

    public override IStorageFile Create(string name)
    {
        var (directory, leaf) = Find(name);
        return new DiskFile(directory.OpenOrCreateFile(leaf, Libc.Truncate, _modes.File));
    }

    public override void Rename(string from, string to)
    {
        var ((fromDirectory, fromLeaf), (toDirectory, toLeaf)) = (Find(from), Find(to));
        fromDirectory.Rename(fromLeaf, toDirectory, toLeaf);
    }

    public override bool TryLink(IStorage from, string existing, string name)
    {
        if (from is not UnixStorage other) return false;
        var ((source, leaf), (target, newLeaf)) = (other.Find(existing), Find(name));
        return source.TryLink(leaf, target, newLeaf);
    }

    public override void Delete(string name)
    {
        var (directory, leaf) = Find(name);
        directory.Delete(leaf);
    }

    public override void SyncDirectory(string directory) => DirectoryOf(directory).Flush();

    /// <summary>
    /// Holds the directory and the file: people delete lock files, and not every file system can lock a directory. Disposing of the storage
    /// gives the directory free.
    /// </summary>
    public override IStorageFile Lock(string name)
    {
        if (!_root.TryLock(out var isHeld) && isHeld) throw Held(name);
        var file = _root.StatusOf(name, out var error) is null && error == Libc.NotFound
            ? _root.OpenOrCreateFile(name, 0, _modes.File)
            : _root.OpenFile(name, Libc.ReadWrite);
        if (Platform.TryLock(file, out error)) return new LockedFile(file);
        file.Dispose();
        throw error == Libc.WouldBlock ? Held(name) : UnixCall.Failure("lock the store (flock)", error);
    }

    public void EnsureStillThere(string? name, IStorageFile? file)
    {
        Ensure(_root.Status, FileStatus.Of(Location, out var error), error, "");
        foreach (var (sub, directory) in _directories) Ensure(directory.Status, _root.StatusOf(sub, out error), error, sub);
        if (name is null || file is not DiskFile onDisk) return;
        var (parent, leaf) = Find(name);
        Ensure(onDisk.Status, parent.StatusOf(leaf, out error), error, name);
    }

    public override void Dispose()
    {
        foreach (var directory in _directories.Values.Concat(_derived.Values)) directory.Dispose();
        _root.Dispose();
    }

    /// <summary>
    /// What can't be found out, for a parent that may not be searched any more, is taken to be as it was: nothing is written elsewhere in
    /// any case.
    /// </summary>
    private void Ensure(in FileStatus? held, in FileStatus? there, int error, string name)
    {
        if (held is not { } expected) return;
        var isGone = error is Libc.NotFound or Libc.NotADirectory || error == Libc.TooManyLinks;
        if (isGone || (there is { } found && !found.IsSameFile(expected))) throw new StoreMovedException(Gone(name));
    }

    private StoreLockedException Held(string name) => new(Location, StoreLock.DescribeHolder(() =>
    {
        using var file = _root.OpenFile(name, Libc.ReadOnly);
        return Platform.ReadAll(file);
    }));

    private (UnixDirectory Directory, string Leaf) Find(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (_root, name) : (DirectoryOf(name[..slash]), name[(slash + 1)..]);
    }

    private UnixDirectory DirectoryOf(string name)
    {
        if (name.Length == 0) return _root;
        return _directories.TryGetValue(name, out var prepared) ? prepared : DerivedDirectoryOf(name);
    }

    /// <summary>
    /// Makes the directory again if it was deleted. Another thread may be using the one that was open, so that is left to the collector.
    /// </summary>
    private UnixDirectory DerivedDirectoryOf(string name)
    {
        lock (_derived)
        {
            var open = _derived[name];
            if (open.Status is not { } expected) return open;
            if (_root.StatusOf(name, out _) is { } found && found.IsSameFile(expected)) return open;
            return _derived[name] = _root.OpenOrCreateDirectory(name, _modes);
        }
    }
}
