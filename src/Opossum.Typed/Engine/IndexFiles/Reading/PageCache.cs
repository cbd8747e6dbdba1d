namespace Opossum.Typed.Engine.IndexFiles.Reading;

/// <summary>
/// Pages of runs that were asked for again, verified, for all stores of the process. What was asked for once leaves a mark and nothing
/// else, so that a walk over a large index fills no memory. A page has one slot: what is looked up often comes back soon where two dispute
/// one.
/// </summary>
internal static class PageCache
{
    private const int SlotBits = 12;            // 4,096 pages of 4 KiB

    private static readonly Page?[] Slots = new Page?[1 << SlotBits];
    private static readonly long[] Asked = new long[1 << SlotBits];         // what was missing last in a slot
    private static int s_owners;

    /// <summary>A number for a file; never given again.</summary>
    public static int NextOwner() => Interlocked.Increment(ref s_owners);

    /// <summary>The bytes of a page, which nobody may change.</summary>
    public static byte[]? Find(int owner, long number)
    {
        var key = KeyOf(owner, number);
        return Volatile.Read(ref Slots[SlotOf(key)]) is { } page && page.Key == key ? page.Bytes : null;
    }

    /// <summary>Whether a page that is missing was the last one missing in its slot, too; notes that it was.</summary>
    public static bool IsAskedForAgain(int owner, long number)
    {
        var key = KeyOf(owner, number);
        ref var asked = ref Asked[SlotOf(key)];
        if (Volatile.Read(ref asked) == key) return true;
        Volatile.Write(ref asked, key);
        return false;
    }

    public static void Add(int owner, long number, byte[] bytes)
    {
        var key = KeyOf(owner, number);
        Volatile.Write(ref Slots[SlotOf(key)], new(key, bytes));
    }

    /// <summary>Lets go of all pages of a file that is closed: nobody asks for them again, and the cache is the process's.</summary>
    public static void Drop(int owner)
    {
        foreach (ref var slot in Slots.AsSpan())
            if (Volatile.Read(ref slot) is { } page && (int)(page.Key >> 32) == owner) Interlocked.CompareExchange(ref slot, null, page);
    }

    private static long KeyOf(int owner, long number) => (long)owner << 32 | (uint)number;

    private static int SlotOf(long key) => (int)((ulong)key * 0x9E3779B97F4A7C15 >> (64 - SlotBits));

    private sealed record Page(long Key, byte[] Bytes);
}
