using System.Collections.Concurrent;

namespace Opossum.Typed.Engine.Storage;

/// <summary>The same engine without a disk: for tests and throw-away stores. Nothing survives the process.</summary>
internal sealed class MemoryStorage : IStorage, IDescribedStorage
{
    private readonly ConcurrentDictionary<string, MemoryFile> _files = new(StringComparer.Ordinal);
    private int _locked;

    public string Location => "memory";

    public FileSystem FileSystem { get; } = new("memory", FileSystemKind.Memory);

    public BlockDevice Device => default;

    public FilePool Handles { get; } = new();

    public string Describe(string name) => "memory:" + name;

    public IReadOnlyList<string> List(string directory) =>
        [.. _files.Keys.Where(name =>
            directory.Length == 0 ? !name.Contains('/') : name.StartsWith(directory + "/", StringComparison.Ordinal))];

    public IStorageFile Open(string name) =>
        _files.TryGetValue(name, out var file) ? file : throw new FileNotFoundException($"There is no file '{name}'.", name);

    public string? IdentityOf(string name) => Location;

    public IStorageFile Create(string name) => _files[name] = new MemoryFile();

    public void Rename(string from, string to)
    {
        if (_files.TryRemove(from, out var file)) _files[to] = file;
        else throw new FileNotFoundException($"There is no file '{from}'.", from);
    }

    public bool TryLink(IStorage from, string existing, string name) => false;

    public void Delete(string name) => _files.TryRemove(name, out _);

    public void SyncDirectory(string directory) { }

    public IStorageFile Lock(string name)
    {
        if (Interlocked.Exchange(ref _locked, 1) != 0) throw new StoreLockedException(Location, "by this process");
        return new LockedFile(this, _files.GetOrAdd(name, static _ => new MemoryFile()));
    }

    private sealed class MemoryFile : IStorageFile
    {
        private readonly Lock _growing = new();
        private byte[] _bytes = [];     // swapped when it grows; readers keep the one they have
        private long _length;

        public long Length => Volatile.Read(ref _length);

        public int Read(Span<byte> buffer, long offset)
        {
            var length = Length;                        // before the array: it is never shorter than a length once seen
            var bytes = Volatile.Read(ref _bytes);
            var available = (int)Math.Clamp(length - offset, 0, buffer.Length);
            bytes.AsSpan((int)Math.Min(offset, length), available).CopyTo(buffer);
            return available;
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            var end = offset + bytes.Length;
            if (end > Length) SetLength(end);
            bytes.CopyTo(_bytes.AsSpan((int)offset));
        }

        public void SetLength(long length)
        {
            lock (_growing)
            {
                if (length > _bytes.Length)
                {
                    var larger = new byte[Math.Max(length, Math.Min(_bytes.LongLength * 2, Array.MaxLength))];
                    _bytes.CopyTo(larger, 0);
                    Volatile.Write(ref _bytes, larger);
                }
                else if (length < _length)
                {
                    _bytes.AsSpan((int)length, (int)(_length - length)).Clear();
                }

                Volatile.Write(ref _length, length);
            }
        }

        public void Flush() { }

        public void DropCache() { }

        public void Dispose() { }
    }

    private sealed class LockedFile(MemoryStorage owner, MemoryFile file) : IStorageFile
    {
        public long Length => file.Length;

        public int Read(Span<byte> buffer, long offset) => file.Read(buffer, offset);

        public void Write(ReadOnlySpan<byte> bytes, long offset) => file.Write(bytes, offset);

        public void SetLength(long length) => file.SetLength(length);

        public void Flush() { }

        public void DropCache() { }

        public void Dispose() => Volatile.Write(ref owner._locked, 0);
    }
}
