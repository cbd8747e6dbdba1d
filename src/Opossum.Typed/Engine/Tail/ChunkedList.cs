namespace Opossum.Typed.Engine.Tail;

/// <summary>
/// An append-only list whose items never change, so that readers need no lock. One thread adds; others read items that they learned of
/// through something published after the item was added (a table slot, the watermark).
/// </summary>
internal sealed class ChunkedList<T> where T : struct
{
    private const int Bits = 12;
    private const int ChunkLength = 1 << Bits;
    private const int SmallChunk = 64;

    private T[][] _chunks;      // written by the adding thread; replaced when full

    /// <param name="capacity">How many items need no allocation later.</param>
    public ChunkedList(int capacity)
    {
        _chunks = new T[Math.Max((capacity + ChunkLength - 1) >> Bits, 4)][];
        for (var i = 0; i << Bits < capacity; i++) _chunks[i] = new T[ChunkLength];
    }

    public int Count { get; private set; }

    public ref T this[int index] => ref Volatile.Read(ref _chunks)[index >> Bits][index & (ChunkLength - 1)];

    public int Add(in T item)
    {
        var (chunk, at) = (Count >> Bits, Count & (ChunkLength - 1));
        var items = chunk < _chunks.Length ? _chunks[chunk] : null;
        if (items is null || at == items.Length) items = Grow(chunk, at);
        items[at] = item;
        return Count++;
    }

    /// <summary>
    /// The first chunk begins small and is copied into larger ones, since many segments stay small. Who still has the old one finds in it
    /// what it knows of: items never change.
    /// </summary>
    private T[] Grow(int chunk, int at)
    {
        if (chunk == _chunks.Length)
        {
            var more = new T[_chunks.Length * 2][];
            _chunks.CopyTo(more, 0);
            Volatile.Write(ref _chunks, more);
        }

        var larger = new T[chunk > 0 ? ChunkLength : Math.Max(at * 2, SmallChunk)];
        if (at > 0) Array.Copy(_chunks[chunk], larger, at);
        Volatile.Write(ref _chunks[chunk], larger);
        return larger;
    }
}
