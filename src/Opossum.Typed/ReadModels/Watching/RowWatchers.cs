namespace Opossum.Typed;

/// <summary>
/// Those who watch rows of a model. The projector wakes them; any thread adds and removes one. They belong to the model, and so outlast
/// tables that are swapped.
/// </summary>
internal class RowWatchers
{
    private readonly HashSet<RowWatcher> _ofAll = [];           // of more rows than one; under the gate
    private int _count;                                         // of all watchers; written under the gate

    protected Lock Gate { get; } = new();

    /// <summary>
    /// True if somebody watches. To be asked after rows were stored: who is not counted yet reads them.
    /// </summary>
    public bool IsWatched
    {
        get
        {
            Interlocked.MemoryBarrier();        // the rows were stored before; a watcher is counted before it reads, by a fence too
            return Volatile.Read(ref _count) > 0;
        }
    }

    /// <summary>Adds one who watches all rows.</summary>
    public RowWatcher WatchAll()
    {
        var watcher = new RowWatcher(this);
        lock (Gate)
        {
            _ofAll.Add(watcher);
            Count(+1);
        }

        return watcher;
    }

    /// <summary>Wakes everyone: other rows are read now, or none, or nothing more will come.</summary>
    public void WakeAll()
    {
        if (!IsWatched) return;
        lock (Gate) WakeEach();
    }

    public void Remove(RowWatcher watcher)
    {
        lock (Gate)
            if (_ofAll.Remove(watcher) || RemoveOfKey(watcher)) Count(-1);
    }

    protected void Count(int change) => Interlocked.Add(ref _count, change);

    /// <summary>Wakes those who watch all rows. Under the gate.</summary>
    protected void WakeOfAll()
    {
        foreach (var watcher in _ofAll) watcher.Wake();
    }

    /// <summary>Wakes everyone. Under the gate.</summary>
    protected virtual void WakeEach() => WakeOfAll();

    /// <summary>Under the gate.</summary>
    protected virtual bool RemoveOfKey(RowWatcher watcher) => false;
}

/// <inheritdoc/>
internal sealed class RowWatchers<TKey> : RowWatchers where TKey : notnull
{
    private readonly Dictionary<TKey, HashSet<RowWatcher>> _byKey = [];         // under the gate

    /// <summary>Adds one who watches the row of a key.</summary>
    public RowWatcher Watch(TKey key)
    {
        var watcher = new RowWatcher<TKey>(this, key);
        lock (Gate)
        {
            if (!_byKey.TryGetValue(key, out var others)) _byKey.Add(key, others = []);
            others.Add(watcher);
            Count(+1);
        }

        return watcher;
    }

    /// <summary>Wakes those who watch one of these rows, which were stored.</summary>
    public void Wake<TRow>(List<RowCell<TRow, TKey>> cells) where TRow : class
    {
        lock (Gate)
        {
            WakeOfAll();
            if (_byKey.Count == 0) return;
            foreach (var cell in cells)
                if (_byKey.TryGetValue(cell.Key, out var watchers)) Wake(watchers);
        }
    }

    protected override void WakeEach()
    {
        WakeOfAll();
        foreach (var watchers in _byKey.Values) Wake(watchers);
    }

    protected override bool RemoveOfKey(RowWatcher watcher)
    {
        if (watcher is not RowWatcher<TKey> { Key: var key } || !_byKey.TryGetValue(key, out var others) || !others.Remove(watcher))
            return false;
        if (others.Count == 0) _byKey.Remove(key);
        return true;
    }

    private static void Wake(HashSet<RowWatcher> watchers)
    {
        foreach (var watcher in watchers) watcher.Wake();
    }
}
