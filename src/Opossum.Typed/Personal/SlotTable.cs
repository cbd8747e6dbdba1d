namespace Opossum.Typed.Personal;

/// <summary>
/// The slots of a key file in memory, found by key and by subject: about 110 bytes each. Ids and subjects are random, so they are their own
/// hashes. Not for several threads.
/// </summary>
internal sealed class SlotTable
{
    private const int ChunkBits = 13;

    private readonly List<Slot[]> _chunks = [];
    private int[] _byId = new int[1024];            // open addressing; a number is stored plus one
    private int[] _bySubject = new int[1024];
    private int _used;

    public int Count { get; private set; }

    public ref Slot this[int number] => ref _chunks[number >> ChunkBits][number & ((1 << ChunkBits) - 1)];

    /// <summary>Puts a slot behind the last one.</summary>
    /// <returns>Its number.</returns>
    public int Add(in Slot slot)
    {
        var number = AddFree();
        Put(number, slot);
        return number;
    }

    /// <summary>Room for one slot that nothing can be told of yet.</summary>
    public int AddFree()
    {
        if (Count >> ChunkBits == _chunks.Count) _chunks.Add(new Slot[1 << ChunkBits]);
        this[Count] = default;
        return Count++;
    }

    /// <summary>Puts a slot where there was none.</summary>
    public void Put(int number, in Slot slot)
    {
        this[number] = slot;
        if (slot.State == SlotState.Void) return;
        if (++_used * 2 > _byId.Length) Grow();
        else Insert(number);
    }

    /// <summary>Forgets the free slots at the end.</summary>
    public void TrimFree()
    {
        while (Count > 0 && this[Count - 1].State == SlotState.Free) Count--;
    }

    /// <returns>The slot's number, or -1.</returns>
    public int FindId(ulong id)
    {
        for (var i = (int)id & (_byId.Length - 1); _byId[i] != 0; i = (i + 1) & (_byId.Length - 1))
            if (this[_byId[i] - 1].Id == id) return _byId[i] - 1;
        return -1;
    }

    /// <returns>The number of the newest slot of a subject, or -1.</returns>
    public int FindSubject(UInt128 subject)
    {
        var found = -1;
        for (var i = (int)(ulong)subject & (_bySubject.Length - 1); _bySubject[i] != 0; i = (i + 1) & (_bySubject.Length - 1))
        {
            var number = _bySubject[i] - 1;
            if (number > found && this[number].Subject == subject) found = number;
        }

        return found;
    }

    private void Grow()
    {
        _byId = new int[_byId.Length * 2];
        _bySubject = new int[_byId.Length];
        for (var i = 0; i < Count; i++)
            if (this[i].State is not (SlotState.Free or SlotState.Void)) Insert(i);
    }

    private void Insert(int number)
    {
        Put(_byId, (int)this[number].Id, number);
        Put(_bySubject, (int)(ulong)this[number].Subject, number);
    }

    private static void Put(int[] table, int hash, int number)
    {
        var i = hash & (table.Length - 1);
        while (table[i] != 0) i = (i + 1) & (table.Length - 1);
        table[i] = number + 1;
    }
}
