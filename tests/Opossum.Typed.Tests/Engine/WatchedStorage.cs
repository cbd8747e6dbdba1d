using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Tests.Engine;

/// <summary>A memory storage that notes every call and lets a test fail one.</summary>
internal sealed class WatchedStorage : IStorage
{
    private readonly MemoryStorage _inner = new();
    private readonly Lock _calling = new();
    private readonly List<string> _calls = [];
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, WatchedFile> _files = [];

    /// <summary>Called before each call is made; may throw.</summary>
    public Action<string>? Before { get; set; }

    public string Location { get; init; } = "watched";

    public FilePool Handles { get; init; } = new();

    /// <summary>Such as <c>write events/0000000001.seg</c>, in order.</summary>
    public string[] TakeCalls()
    {
        lock (_calling)
        {
            string[] calls = [.. _calls];
            _calls.Clear();
            return calls;
        }
    }

    public string Describe(string name) => name;

    public IReadOnlyList<string> List(string directory) => _inner.List(directory);

    public IStorageFile Open(string name) => Watch(name, _inner.Open(name));

    public string? IdentityOf(string name) => _inner.IdentityOf(name);

    public IStorageFile Create(string name)
    {
        Note("create " + name);
        return Watch(name, _inner.Create(name));
    }

    public void Rename(string from, string to)
    {
        Note($"rename {from} {to}");
        _inner.Rename(from, to);
        if (_files.TryRemove(from, out var file)) _files[to] = file;
        if (file is not null) file.Name = to;
    }

    public bool TryLink(IStorage from, string existing, string name) => false;

    public void Delete(string name)
    {
        Note("delete " + name);
        _inner.Delete(name);
    }

    public void SyncDirectory(string directory) => Note("sync " + directory);

    public IStorageFile Lock(string name) => Watch(name, _inner.Lock(name));

    private WatchedFile Watch(string name, IStorageFile file) => _files[name] = new(this, name, file);

    private void Note(string call)
    {
        lock (_calling) _calls.Add(call);
        Before?.Invoke(call);
    }

    private sealed class WatchedFile(WatchedStorage owner, string name, IStorageFile inner) : IStorageFile
    {
        public string Name { get; set; } = name;

        public long Length => inner.Length;

        public int Read(Span<byte> buffer, long offset)
        {
            owner.Before?.Invoke("read " + Name);
            return inner.Read(buffer, offset);
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            owner.Note("write " + Name);
            inner.Write(bytes, offset);
        }

        public void SetLength(long length) => inner.SetLength(length);

        public void Flush()
        {
            owner.Note("flush " + Name);
            inner.Flush();
        }

        public void DropCache() => owner.Note("drop " + Name);

        public void Dispose() => inner.Dispose();
    }
}
