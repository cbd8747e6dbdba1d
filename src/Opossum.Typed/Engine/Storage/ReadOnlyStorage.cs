using Microsoft.Win32.SafeHandles;

namespace Opossum.Typed.Engine.Storage;

/// <summary>
/// The directory of a store that another process may have open: files are opened for reading, by their paths, and nothing is locked. All
/// that would change a byte throws.
/// </summary>
internal sealed class ReadOnlyStorage(string root) : IStorage, IDescribedStorage
{
    public string Location => root;

    public FileSystem FileSystem
    {
        get
        {
            if (!OperatingSystem.IsLinux()) return FileSystem.Unknown;
            using var directory = Platform.OpenUnlocked(root);
            return FileSystem.OfMagic(Platform.FileSystemMagic(directory));
        }
    }

    public BlockDevice Device => default;

    public FilePool Handles => FilePool.Shared;

    public string Describe(string name) => name.Length == 0 ? root : Path.Combine(root, name.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>None for a directory that is not there: a store that is being made has it soon.</summary>
    public IReadOnlyList<string> List(string directory)
    {
        try
        {
            var files = Directory.EnumerateFiles(Describe(directory)).Select(static path => Path.GetFileName(path));
            return [.. files.Select(file => directory.Length == 0 ? file : directory + "/" + file)];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    public IStorageFile Open(string name) => new ReadOnlyFile(Handles.WithRoom(() => Platform.OpenUnlocked(Describe(name))));

    public string? IdentityOf(string name) => null;

    public IStorageFile Create(string name) => throw Refused();

    public void Rename(string from, string to) => throw Refused();

    public bool TryLink(IStorage from, string existing, string name) => throw Refused();

    public void Delete(string name) => throw Refused();

    public void SyncDirectory(string directory) => throw Refused();

    public IStorageFile Lock(string name) => throw Refused();

    private static InvalidOperationException Refused() => new("A store that was opened for reading is never changed.");

    private sealed class ReadOnlyFile(SafeFileHandle handle) : IStorageFile
    {
        private readonly DiskFile _file = new(handle);

        public long Length => _file.Length;

        public int Read(Span<byte> buffer, long offset) => _file.Read(buffer, offset);

        public void Write(ReadOnlySpan<byte> bytes, long offset) => throw Refused();

        public void SetLength(long length) => throw Refused();

        public void Flush() => throw Refused();

        /// <summary>The cache is the writer's: it would have to read again from the disk what it uses.</summary>
        public void DropCache() { }

        public void Dispose() => _file.Dispose();
    }
}
