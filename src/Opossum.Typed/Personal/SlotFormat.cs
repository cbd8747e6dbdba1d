using System.Buffers.Binary;
using System.IO.Hashing;

namespace Opossum.Typed.Personal;

/// <summary>
/// A slot as the key file has it: 128 bytes, four to a sector. State, check, id, subject, wrapped key, times of making and erasing, the
/// erasure, and the first slot of the batch that it was written with. docs/format.md has the table.
/// </summary>
/// <param name="store">The store whose keys they are: a slot of another file, or another place, fails its check.</param>
internal readonly struct SlotFormat(Guid store)
{
    public const int Bytes = 128;

    private readonly ulong _seed = SeedOf(store);

    /// <param name="target">Of <see cref="Bytes"/> bytes.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="number">Its place in the file.</param>
    /// <param name="stamp">When, and with what, it was written.</param>
    public void Write(Span<byte> target, in Slot slot, int number, in SlotStamp stamp)
    {
        target.Clear();
        target[0] = (byte)slot.State;
        BinaryPrimitives.WriteUInt64LittleEndian(target[8..], slot.Id);
        BinaryPrimitives.WriteUInt128LittleEndian(target[16..], slot.Subject);
        ((ReadOnlySpan<byte>)slot.Key).CopyTo(target[32..]);
        BinaryPrimitives.WriteInt64LittleEndian(target[80..], stamp.Made);
        BinaryPrimitives.WriteInt64LittleEndian(target[88..], stamp.Erased);
        stamp.Erasure.TryWriteBytes(target[96..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt32LittleEndian(target[112..], stamp.Batch);
        BinaryPrimitives.WriteUInt32LittleEndian(target[4..], CheckOf(target, number));
    }

    /// <returns>False for bytes that are no slot of this file at this place.</returns>
    public bool TryRead(ReadOnlySpan<byte> source, int number, out Slot slot, out SlotStamp stamp)
    {
        slot = default;
        stamp = default;
        if (source[0] is < (byte)SlotState.Live or > (byte)SlotState.Void || source[1..4].ContainsAnyExcept((byte)0)) return false;
        if (BinaryPrimitives.ReadUInt32LittleEndian(source[4..]) != CheckOf(source, number)) return false;
        slot.State = (SlotState)source[0];
        slot.Id = BinaryPrimitives.ReadUInt64LittleEndian(source[8..]);
        slot.Subject = BinaryPrimitives.ReadUInt128LittleEndian(source[16..]);
        source.Slice(32, WrappedKey.Bytes).CopyTo(slot.Key);
        stamp = new(
            BinaryPrimitives.ReadInt64LittleEndian(source[80..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[112..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[88..]),
            new Guid(source.Slice(96, 16), bigEndian: true));
        return true;
    }

    private uint CheckOf(ReadOnlySpan<byte> slot, int number) =>
        (uint)XxHash3.HashToUInt64(slot[8..], unchecked((long)(_seed + (ulong)number * 4 + slot[0])));

    private static ulong SeedOf(Guid store)
    {
        Span<byte> id = stackalloc byte[16];
        store.TryWriteBytes(id, bigEndian: true, out _);
        return XxHash3.HashToUInt64(id);
    }
}

/// <summary>When a slot was written, and with what.</summary>
/// <param name="Made">When the key was made, in ticks of UTC.</param>
/// <param name="Batch">
/// The first slot of the batch that it was written with. All slots below were flushed by then, which tells damage from what a crash left.
/// </param>
/// <param name="Erased">When it was destroyed, in ticks of UTC; 0 if it lives.</param>
/// <param name="Erasure">The id of the erasure.</param>
internal readonly record struct SlotStamp(long Made, int Batch, long Erased = 0, Guid Erasure = default);
