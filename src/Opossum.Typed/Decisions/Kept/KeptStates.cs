namespace Opossum.Typed;

/// <summary>
/// The states of the boundaries that were decided on last: within a number of bytes, those that were not used for the longest time go
/// first. For any number of threads.
/// </summary>
/// <param name="capacity">How many bytes they may take.</param>
/// <param name="fewestEvents">The fewest events of a boundary whose state is kept.</param>
internal sealed class KeptStates(long capacity, int fewestEvents)
{
    private readonly Lock _lock = new();

    // Under the lock.
    private readonly Dictionary<StateKey, KeptState> _states = [];
    private KeptState? _newest;
    private KeptState? _oldest;
    private long _bytes;

    /// <summary>Told by how many bytes they grew; less than zero where they shrank. Under the lock.</summary>
    public Action<long>? Grew { get; init; }

    /// <summary>
    /// The fewest events of a boundary whose state is kept: fewer are read in no more time than a read of their own takes.
    /// </summary>
    public int FewestEvents => fewestEvents;

    /// <summary>How much memory they take, about.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    public int Count
    {
        get
        {
            lock (_lock) return _states.Count;
        }
    }

    /// <summary>Finds the state of a boundary. It is compared with the whole key, and with its seal.</summary>
    public KeptState? Find(in StateKey key)
    {
        KeptState? found;
        lock (_lock)
        {
            if (!_states.TryGetValue(key, out found)) return null;
            if (found != _newest)
            {
                Unlink(found);
                Link(found);
            }
        }

        if (found.Key.Equals(key) && found.IsIntact) return found;
        lock (_lock)
            if (_states.TryGetValue(key, out var still) && still == found) Remove(key, found);
        return null;
    }

    /// <summary>Keeps a state, unless one that goes further is there.</summary>
    public void Keep(KeptState state)
    {
        lock (_lock)
        {
            if (_states.TryGetValue(state.Key, out var before))
            {
                if (before.Position >= state.Position) return;
                Remove(state.Key, before);
            }

            if (state.Bytes > capacity) return;
            _states.Add(state.Key, state);
            Link(state);
            Grow(state.Bytes);
            while (_bytes > capacity) Remove(_oldest!.Key, _oldest);
        }
    }

    private void Remove(in StateKey key, KeptState state)
    {
        _states.Remove(key);
        Unlink(state);
        Grow(-state.Bytes);
    }

    private void Grow(long bytes)
    {
        Volatile.Write(ref _bytes, _bytes + bytes);
        Grew?.Invoke(bytes);
    }

    private void Link(KeptState state)
    {
        state.Neighbours = (null, _newest);
        if (_newest is null) _oldest = state;
        else _newest.Neighbours = (state, _newest.Neighbours.Older);
        _newest = state;
    }

    private void Unlink(KeptState state)
    {
        var (newer, older) = state.Neighbours;
        if (newer is null) _newest = older;
        else newer.Neighbours = (newer.Neighbours.Newer, older);
        if (older is null) _oldest = newer;
        else older.Neighbours = (newer, older.Neighbours.Older);
        state.Neighbours = default;
    }
}
