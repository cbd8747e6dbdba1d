namespace Opossum.Typed.Engine.Queries;

/// <summary>Many sources in the order of where they stand: a binary heap, so that a step costs the logarithm of their number.</summary>
/// <param name="capacity">How many there can be.</param>
/// <param name="direction">Backward if the highest place comes first.</param>
internal sealed class PlaceHeap(int capacity, ReadDirection direction)
{
    private readonly long[] _keys = new long[capacity];         // places, negative where the highest comes first
    private readonly int[] _sources = new int[capacity];
    private int _count;

    public bool IsEmpty => _count == 0;

    /// <summary>The source that stands first, by its number.</summary>
    public int First => _sources[0];

    public void Add(int source, long place)
    {
        var at = _count++;
        var key = KeyOf(place);
        while (at > 0 && _keys[(at - 1) / 2] > key)
        {
            Set(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }

        (_keys[at], _sources[at]) = (key, source);
    }

    /// <summary>The first source has moved on.</summary>
    public void MoveFirst(long place) => SiftDown(KeyOf(place), _sources[0]);

    /// <summary>The first source has come to its end.</summary>
    public void RemoveFirst()
    {
        _count--;
        if (_count > 0) SiftDown(_keys[_count], _sources[_count]);
    }

    private void SiftDown(long key, int source)
    {
        var at = 0;
        while (true)
        {
            var child = 2 * at + 1;
            if (child >= _count) break;
            if (child + 1 < _count && _keys[child + 1] < _keys[child]) child++;
            if (_keys[child] >= key) break;
            Set(at, child);
            at = child;
        }

        (_keys[at], _sources[at]) = (key, source);
    }

    private void Set(int at, int from) => (_keys[at], _sources[at]) = (_keys[from], _sources[from]);

    private long KeyOf(long place) => direction == ReadDirection.Backward ? -place : place;
}
