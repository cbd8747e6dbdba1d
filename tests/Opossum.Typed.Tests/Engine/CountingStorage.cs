using System.Collections.Concurrent;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Tests.Engine;

/// <summary>A memory storage that knows which files are open, and fails its n-th call.</summary>
internal sealed class CountingStorage : IStorage
{
    private readonly MemoryStorage _inner = new();
    private int _failAt;
    private int _calls;

    /// <summary>The files that are open now, by the number of their opening.</summary>
    public ConcurrentDictionary<int, string> Open { get; } = new();

    /// <summary>The call that failed.</summary>
    public string? Failed { get; private set; }

    public int Calls => _calls;

    public string Location => "counting";

    /// <summary>From now on: 1 is the next call, 0 none.</summary>
    public void FailAt(int call) => (_failAt, _calls, Failed) = (call, call == 0 ? _calls : 0, null);

    /// <summary>As a crash of the process leaves it: nobody holds it. Begins again where a file was renamed meanwhile.</summary>
    public CountingStorage Copy()
    {
        while (true)
        {
            try
            {
                return CopyFiles();
            }
            catch (FileNotFoundException)
            {
            }
        }
    }

    public FilePool Handles { get; } = new();

    public string Describe(string name) => name;

    public string? IdentityOf(string name) => _inner.IdentityOf(name);

    public IReadOnlyList<string> List(string directory)
    {
        Count("list " + directory);
        return _inner.List(directory);
    }

    IStorageFile IStorage.Open(string name)
    {
        Count("open " + name);
        return new CountedFile(this, name, _inner.Open(name));
    }

    public IStorageFile Create(string name)
    {
        Count("create " + name);
        return new CountedFile(this, name, _inner.Create(name));
    }

    public void Rename(string from, string to)
    {
        Count("rename " + from);
        _inner.Rename(from, to);
    }

    public bool TryLink(IStorage from, string existing, string name) => false;

    public void Delete(string name)
    {
        Count("delete " + name);
        _inner.Delete(name);
    }

    public void SyncDirectory(string directory) => Count("sync " + directory);

    public IStorageFile Lock(string name)
    {
        Count("lock " + name);
        return new CountedFile(this, name, _inner.Lock(name));
    }

    private CountingStorage CopyFiles()
    {
        var copy = new CountingStorage();
        foreach (var name in (string[])[.. _inner.List(""), .. _inner.List("events"), .. _inner.List("index")])
        {
            using var from = _inner.Open(name);
            using var to = copy._inner.Create(name);
            var bytes = new byte[from.Length];
            to.Write(bytes.AsSpan(0, from.Read(bytes, 0)), 0);
            if (to.Length < bytes.Length) to.SetLength(bytes.Length);
        }

        return copy;
    }

    private void Count(string call)
    {
        if (Interlocked.Increment(ref _calls) != _failAt) return;
        Failed = call;
        throw new IOException($"This is failing: {call}.");
    }

    private sealed class CountedFile : IStorageFile
    {
        private static int _opened;

        private readonly CountingStorage _owner;
        private readonly IStorageFile _inner;
        private readonly string _name;
        private readonly int _number = Interlocked.Increment(ref _opened);

        public CountedFile(CountingStorage owner, string name, IStorageFile inner)
        {
            (_owner, _name, _inner) = (owner, name, inner);
            owner.Open[_number] = name;
        }

        public long Length => _inner.Length;

        public int Read(Span<byte> buffer, long offset)
        {
            _owner.Count("read " + _name);
            return _inner.Read(buffer, offset);
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            _owner.Count("write " + _name);
            _inner.Write(bytes, offset);
        }

        public void SetLength(long length) => _inner.SetLength(length);

        public void Flush()
        {
            _owner.Count("flush " + _name);
            _inner.Flush();
        }

        public void DropCache() { }

        public void Dispose()
        {
            _owner.Open.TryRemove(_number, out _);
            _inner.Dispose();
        }
    }
}
