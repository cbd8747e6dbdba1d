namespace Opossum.Typed.Engine.Storage;

/// <summary>
/// Looks, at each roll and at least once a second, whether the store's path still leads to what is open. The commit thread looks while it
/// works, since the thread pool may be busy, and a timer looks for an idle store.
/// </summary>
internal sealed class PathWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly IPlacedStorage _storage;
    private readonly TimeProvider _time;
    private readonly Lock _looking = new();             // held by the timer's callback
    private ITimer? _timer;                             // under _looking
    private long _lookedAt;                             // a timestamp; written by whichever thread looked last
    private volatile string? _problem;                  // what was found; it stays

    private PathWatch(IPlacedStorage storage, TimeProvider time) => (_storage, _time, _lookedAt) = (storage, time, time.GetTimestamp());

    /// <summary>Null for a storage without a path that could be made to lead elsewhere.</summary>
    public static PathWatch? Of(IStorage storage, TimeProvider time) => storage is IPlacedStorage placed ? new(placed, time) : null;

    /// <summary>Begins to look while the store is idle.</summary>
    /// <param name="newest">The file that is written to; null for none.</param>
    /// <param name="whenGone">Called once when the path leads elsewhere: the commit thread should look.</param>
    public void Start(Func<PooledFile?> newest, Action whenGone)
    {
        lock (_looking)
        {
            // The timer lives as long as the store, and should not hold what is the current context of its opener.
            var isFlowing = !ExecutionContext.IsFlowSuppressed();
            if (isFlowing) ExecutionContext.SuppressFlow();
            try
            {
                _timer = _time.CreateTimer(_ => Look(newest, whenGone), null, Interval, Interval);
            }
            finally
            {
                if (isFlowing) ExecutionContext.RestoreFlow();
            }
        }
    }

    /// <summary>For the commit thread, before it writes or flushes.</summary>
    /// <exception cref="IOException">The path leads elsewhere.</exception>
    public void LookIfDue(PooledFile? file)
    {
        if (_problem is not null || _time.GetElapsedTime(Volatile.Read(ref _lookedAt)) >= Interval) Look(file);
    }

    /// <inheritdoc cref="LookIfDue"/>
    public void Look(PooledFile? file)
    {
        if (_problem is { } problem) throw new StoreMovedException(problem);
        Volatile.Write(ref _lookedAt, _time.GetTimestamp());
        try
        {
            if (file is null) _storage.EnsureStillThere(null, null);
            else file.EnsureStillThere(_storage);
        }
        catch (IOException e)
        {
            _problem = e.Message;
            throw;
        }
    }

    /// <summary>Waits for a look that is under way.</summary>
    public void Dispose()
    {
        lock (_looking)
        {
            _timer?.Dispose();
            _timer = null;
        }
    }

    private void Look(Func<PooledFile?> newest, Action whenGone)
    {
        lock (_looking)
        {
            if (_timer is null) return;
            try
            {
                Look(newest());
                return;
            }
            catch (IOException)
            {
            }

            _timer.Dispose();
            _timer = null;
            whenGone();
        }
    }
}
