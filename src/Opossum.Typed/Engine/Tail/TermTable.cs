using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Opossum.Typed.Engine.Tail;

/// <summary>The newest posting of each term, and how many there are. Open addressing; one thread writes, readers take no lock.</summary>
internal sealed class TermTable
{
    private const int Smallest = 256;

    private Slot[] _slots;      // replaced when half full: a reader that still has the old one misses only what is newer than its snapshot
    private int _used;

    /// <param name="capacity">How many terms need no allocation later.</param>
    public TermTable(int capacity) =>
        _slots = new Slot[Math.Max((int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)capacity * 2 + 1), Smallest)];

    /// <summary>How many terms there are.</summary>
    public int Count => _used;

    /// <summary>All terms, in no particular order.</summary>
    public IEnumerable<(ulong Term, int Newest)> All
    {
        get
        {
            foreach (var slot in Volatile.Read(ref _slots))
                if (slot.Term != 0) yield return (slot.Term, slot.Newest);
        }
    }

    public bool TryFind(ulong term, out int newest, out int count)
    {
        var slots = Volatile.Read(ref _slots);
        ref var slot = ref Probe(slots, term, out _);
        if (Volatile.Read(ref slot.Term) != term)       // free, or taken by a newer term since
        {
            (newest, count) = (-1, 0);
            return false;
        }

        newest = Volatile.Read(ref slot.Newest);
        count = slot.Count;
        return true;
    }

    /// <summary>
    /// Asks for a term's slot ahead of its use: in a large table nearly each is a cache miss, and many can be under way at once.
    /// </summary>
    public unsafe void Prefetch(ulong term)
    {
        if (!Sse.IsSupported) return;
        // The address is only a hint: should the array move, the wrong line is fetched, and nothing else happens.
        Sse.Prefetch0(Unsafe.AsPointer(ref _slots[(int)term & (_slots.Length - 1)]));
    }

    /// <summary>
    /// The newest posting of a term so far, or -1, where the next one is to be put. The caller writes the posting, with its link back, and
    /// only then stores its number: readers follow it at once.
    /// </summary>
    public int Reserve(ulong term, out int slot)
    {
        if (_used * 2 >= _slots.Length) Grow();
        ref var found = ref Probe(_slots, term, out slot);
        return found.Term == 0 ? -1 : found.Newest;
    }

    /// <summary>Publishes a posting as the newest of its term.</summary>
    public void Publish(int slot, ulong term, int posting)
    {
        ref var target = ref _slots[slot];
        target.Count++;
        Volatile.Write(ref target.Newest, posting);
        if (target.Term != 0) return;
        _used++;
        Volatile.Write(ref target.Term, term);
    }

    private void Grow()
    {
        var larger = new Slot[_slots.Length * 2];
        foreach (ref readonly var slot in _slots.AsSpan())
            if (slot.Term != 0) Probe(larger, slot.Term, out _) = slot;
        Volatile.Write(ref _slots, larger);
    }

    private static ref Slot Probe(Slot[] slots, ulong term, out int at)
    {
        var mask = slots.Length - 1;
        at = (int)term & mask;
        while (true)
        {
            ref var slot = ref slots[at];
            var found = Volatile.Read(ref slot.Term);
            if (found == term || found == 0) return ref slot;
            at = (at + 1) & mask;
        }
    }

    private struct Slot
    {
        public ulong Term;
        public int Newest;
        public int Count;
    }
}
