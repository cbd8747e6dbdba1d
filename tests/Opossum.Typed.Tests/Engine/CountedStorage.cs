using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Tests.Engine;

/// <summary>A memory storage whose files have handles: it counts those that are open, and has only so many.</summary>
internal sealed class CountedStorage : IStorage
{
    private readonly MemoryStorage _inner = new();
    private int _open;
    private int _most;

    public string Location => "counted";

    public FilePool Handles { get; init; } = new();

    /// <summary>How many handles there are at most; beyond that opening fails as the system does.</summary>
    public int Limit { get; set; } = int.MaxValue;

    public int Open => Volatile.Read(ref _open);

    /// <summary>The largest number that was open at a time.</summary>
    public int Most => Volatile.Read(ref _most);

    /// <summary>Called with its name before a file is read.</summary>
    public Action<string>? Reading { get; set; }

    /// <summary>Called with its name before a file is opened; may throw.</summary>
    public Action<string>? Opening { get; set; }

    public static IOException NoHandleLeft() => new("Too many open files", 24);

    public void Forget() => _most = Open;

    public string Describe(string name) => name;

    public IReadOnlyList<string> List(string directory) => _inner.List(directory);

    IStorageFile IStorage.Open(string name)
    {
        Opening?.Invoke(name);
        return Count(name, () => _inner.Open(name));
    }

    public string? IdentityOf(string name) => _inner.IdentityOf(name);

    public IStorageFile Create(string name) => Count(name, () => _inner.Create(name));

    public void Rename(string from, string to) => _inner.Rename(from, to);

    public bool TryLink(IStorage from, string existing, string name) => false;

    public void Delete(string name) => _inner.Delete(name);

    public void SyncDirectory(string directory) => _inner.SyncDirectory(directory);

    public IStorageFile Lock(string name) => _inner.Lock(name);

    private CountedFile Count(string name, Func<IStorageFile> open)
    {
        var now = Interlocked.Increment(ref _open);
        if (now > Limit)
        {
            Interlocked.Decrement(ref _open);
            throw NoHandleLeft();
        }

        for (var most = Most; now > most; most = Most) Interlocked.CompareExchange(ref _most, now, most);
        try
        {
            return new(this, name, open());
        }
        catch
        {
            Interlocked.Decrement(ref _open);
            throw;
        }
    }

    private sealed class CountedFile(CountedStorage owner, string name, IStorageFile inner) : IStorageFile
    {
        private int _isClosed;

        public long Length => Opened().Length;

        public int Read(Span<byte> buffer, long offset)
        {
            var file = Opened();
            owner.Reading?.Invoke(name);
            return Opened() == file ? file.Read(buffer, offset) : 0;
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset) => Opened().Write(bytes, offset);

        public void SetLength(long length) => Opened().SetLength(length);

        public void Flush() => Opened().Flush();

        public void DropCache() => Opened().DropCache();

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isClosed, 1) == 0) Interlocked.Decrement(ref owner._open);
        }

        private IStorageFile Opened() =>
            Volatile.Read(ref _isClosed) == 0 ? inner : throw new InvalidOperationException($"'{name}' is used after it was closed.");
    }
}
