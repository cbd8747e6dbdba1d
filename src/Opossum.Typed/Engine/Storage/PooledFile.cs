namespace Opossum.Typed.Engine.Storage;

/// <summary>
/// A file by its name, open while it is used often: the pool may close its handle between calls, and the next call opens the file again. A
/// file that is written to has a pinned handle, which the pool does not know.
/// </summary>
internal sealed class PooledFile : IStorageFile
{
    private readonly IStorage _storage;
    private readonly string _name;
    private readonly FilePool _pool;
    private PooledHandle? _handle;          // may be closed
    private int _isPinned;                  // then the handle's owner is this file, and otherwise the pool
    private volatile bool _isDisposed;

    /// <summary>A file that is opened when it is needed.</summary>
    public PooledFile(IStorage storage, string name) => (_storage, _name, _pool) = (storage, name, storage.Handles);

    /// <summary>A file that is open, and pinned.</summary>
    public PooledFile(IStorage storage, string name, IStorageFile opened) : this(storage, name) => (_handle, _isPinned) = (new(opened), 1);

    /// <summary>
    /// A merged run is dropped while readers may still use it, and only the collector knows when the last one is done.
    /// </summary>
    ~PooledFile() => Release();

    public long Length
    {
        get
        {
            var handle = Enter();
            try
            {
                return handle.File.Length;
            }
            finally
            {
                handle.Leave();
            }
        }
    }

    public int Read(Span<byte> buffer, long offset)
    {
        var handle = Enter();
        try
        {
            return handle.File.Read(buffer, offset);
        }
        finally
        {
            handle.Leave();
        }
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        var handle = Enter();
        try
        {
            handle.File.Write(bytes, offset);
        }
        finally
        {
            handle.Leave();
        }
    }

    public void SetLength(long length)
    {
        var handle = Enter();
        try
        {
            handle.File.SetLength(length);
        }
        finally
        {
            handle.Leave();
        }
    }

    public void Flush()
    {
        var handle = Enter();
        try
        {
            handle.File.Flush();
        }
        finally
        {
            handle.Leave();
        }
    }

    public void DropCache()
    {
        var handle = Enter();
        try
        {
            handle.File.DropCache();
        }
        finally
        {
            handle.Leave();
        }
    }

    /// <summary>Makes sure that its name still leads to what is open.</summary>
    /// <exception cref="IOException">It does not.</exception>
    public void EnsureStillThere(IPlacedStorage storage)
    {
        var handle = Enter();
        try
        {
            storage.EnsureStillThere(_name, handle.File);
        }
        finally
        {
            handle.Leave();
        }
    }

    /// <summary>Nothing is written to it any more, and all that was is flushed: the pool may close it.</summary>
    public void Unpin()
    {
        if (Interlocked.Exchange(ref _isPinned, 0) != 0) _pool.Add(_handle!);
    }

    public void Dispose()
    {
        _isDisposed = true;
        Release();
        GC.SuppressFinalize(this);
    }

    private void Release()
    {
        if (Volatile.Read(ref _handle) is not { } handle) return;
        if (Interlocked.Exchange(ref _isPinned, 0) != 0) handle.Leave();
        else _pool.Remove(handle);
    }

    private PooledHandle Enter()
    {
        if (_isDisposed || Volatile.Read(ref _handle) is not { } handle || !handle.TryEnter()) return Open();
        var now = _pool.Now;
        if (handle.UsedAt != now) handle.UsedAt = now;
        return handle;
    }

    private PooledHandle Open()
    {
        while (true)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var before = Volatile.Read(ref _handle);
            if (before is not null && before.TryEnter()) return before;
            var opened = new PooledHandle(_pool.WithRoom(() => _storage.Open(_name)));
            opened.TryEnter();                          // for the caller, before the pool can close it
            if (ReferenceEquals(Interlocked.CompareExchange(ref _handle, opened, before), before))
            {
                _pool.Add(opened);
                if (_isDisposed) _pool.Remove(opened);          // disposed meanwhile, before it was there to be removed
                return opened;
            }

            opened.File.Dispose();                      // another thread was first
        }
    }
}
