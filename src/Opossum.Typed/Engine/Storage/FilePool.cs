namespace Opossum.Typed.Engine.Storage;

/// <summary>
/// The open handles of files that are only read: so many at most, however many files there are. Beyond that the one that was used least
/// recently is closed. When the system has no handle left, those here make room.
/// </summary>
/// <param name="capacity">How many handles stay open. A file in use beside them is closed by its last reader.</param>
internal sealed class FilePool(int capacity = FilePool.DefaultCapacity)
{
    /// <summary>More than the files that a read or a merge goes back and forth between.</summary>
    public const int DefaultCapacity = 128;

    /// <summary>
    /// Where a process may open few files, most are left to others: the runtime itself ends the process when it can open none.
    /// </summary>
    private const int PartOfLimit = 4;

    private readonly Lock _changing = new();
    private readonly List<PooledHandle> _handles = [];          // under _changing
    private long _now;                                          // the clock that handles are compared by: twice the openings

    /// <summary>That of all stores on disk: the limit is the process's.</summary>
    public static FilePool Shared => OfProcess.Pool;

    /// <summary>The time of a use: after that of the last opening, and before the next.</summary>
    public long Now => Volatile.Read(ref _now) + 1;

    /// <summary>How many handles are open and wait for the next use.</summary>
    public int Count
    {
        get
        {
            lock (_changing) return _handles.Count;
        }
    }

    /// <summary>Takes over the reference of a handle's owner.</summary>
    public void Add(PooledHandle handle)
    {
        PooledHandle? oldest = null;
        lock (_changing)
        {
            handle.UsedAt = _now += 2;
            _handles.Add(handle);
            if (_handles.Count > capacity) oldest = TakeOldest();
        }

        oldest?.Leave();
    }

    public void Remove(PooledHandle handle)
    {
        lock (_changing)
            if (!_handles.Remove(handle)) return;
        handle.Leave();
    }

    /// <summary>
    /// Makes a call that needs a handle. While the system has none, one of those here is closed and the call is made again.
    /// </summary>
    public T WithRoom<T>(Func<T> call)
    {
        while (true)
        {
            try
            {
                return call();
            }
            catch (IOException e) when (StorageErrors.IsOutOfHandles(e) && TryCloseOldest())
            {
            }
        }
    }

    /// <summary>Gives a handle back to the system, unless it is in use.</summary>
    /// <returns>False if there is none.</returns>
    public bool TryCloseOldest()
    {
        PooledHandle? oldest;
        lock (_changing) oldest = TakeOldest();
        oldest?.Leave();
        return oldest is not null;
    }

    private PooledHandle? TakeOldest()
    {
        if (_handles.Count == 0) return null;
        var oldest = 0;
        for (var i = 1; i < _handles.Count; i++)
            if (_handles[i].UsedAt < _handles[oldest].UsedAt) oldest = i;
        var handle = _handles[oldest];
        _handles.RemoveAt(oldest);
        return handle;
    }

    /// <summary>Made when it is asked for: other storages have pools of their own, and no system calls.</summary>
    private static class OfProcess
    {
        public static readonly FilePool Pool = new(Math.Min(DefaultCapacity, Platform.MaxOpenFiles / PartOfLimit));
    }
}
