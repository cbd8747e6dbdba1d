namespace Opossum.Typed.Engine.Tail;

/// <summary>
/// An append-only list whose items never move, so that readers need no lock. One thread adds; others read items that they learned of
/// through something published after the item was added (a table slot, the watermark).
/// </summary>
internal sealed class ChunkedList<T> where T : struct
{
    private const int Bits = 12;
    private const int ChunkLength = 1 << Bits;

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
        if (at == 0)
        {
            if (chunk == _chunks.Length)
            {
                var larger = new T[_chunks.Length * 2][];
                _chunks.CopyTo(larger, 0);
                Volatile.Write(ref _chunks, larger);
            }

            _chunks[chunk] ??= new T[ChunkLength];
        }

        _chunks[chunk][at] = item;
        return Count++;
    }
}
