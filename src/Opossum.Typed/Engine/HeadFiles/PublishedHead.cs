using System.Buffers.Binary;
using Opossum.Typed.Engine.Format;

namespace Opossum.Typed.Engine.HeadFiles;

/// <summary>
/// What a writer tells other processes: up to where its log is durable. It is advice. A reader believes it only where the log has exactly
/// this place, and without it learns of each group when the next one is written. docs/format.md has the bytes.
/// </summary>
/// <param name="StoreId">The id of the store.</param>
/// <param name="Writer">A number that tells one opening from another; never 0.</param>
/// <param name="Sequence">Rises by one with each publication, over all writers of the file.</param>
/// <param name="State">What the writer is doing.</param>
/// <param name="Durable">Up to where everything is on disk.</param>
/// <param name="Head">The last position that the writer's own readers see; above the durable one under deferred flushing.</param>
/// <param name="Time">When it was published, in UTC ticks.</param>
/// <param name="Process">The id of the writer's process, for people.</param>
/// <param name="TagEpoch">How often the store was retagged.</param>
/// <param name="Boot">The boot of the writer's system; empty where the system does not tell.</param>
internal readonly record struct PublishedHead(
    Guid StoreId, ulong Writer, long Sequence, WriterState State, LogPlace Durable, long Head, long Time, int Process, long TagEpoch,
    Guid Boot)
{
    public const int SlotBytes = 128;

    /// <summary>Each slot lies in a sector of its own, so that one can be torn while the other is whole.</summary>
    public const int SlotDistance = 512;

    public const int FileBytes = 2 * SlotDistance;

    private const uint Version = 1;
    private const int CheckOffset = SlotBytes - sizeof(ulong);

    private static ReadOnlySpan<byte> Magic => "OPSMHEAD"u8;

    /// <summary>Where the slot of a publication is: the two are written in turn.</summary>
    public static int OffsetOf(long sequence) => (int)(sequence & 1) * SlotDistance;

    public void Write(Span<byte> slot)
    {
        slot[..SlotBytes].Clear();
        Magic.CopyTo(slot);
        BinaryPrimitives.WriteUInt32LittleEndian(slot[8..], Version);
        BinaryPrimitives.WriteUInt32LittleEndian(slot[12..], (uint)State);
        StoreId.TryWriteBytes(slot[16..], bigEndian: true, out _);
        BinaryPrimitives.WriteUInt64LittleEndian(slot[32..], Writer);
        BinaryPrimitives.WriteInt64LittleEndian(slot[40..], Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(slot[48..], Durable.Chain.NextPosition);
        BinaryPrimitives.WriteUInt64LittleEndian(slot[56..], Durable.Chain.LastHash);
        BinaryPrimitives.WriteInt64LittleEndian(slot[64..], Durable.Segment);
        BinaryPrimitives.WriteInt64LittleEndian(slot[72..], Durable.Offset);
        BinaryPrimitives.WriteInt64LittleEndian(slot[80..], Head);
        BinaryPrimitives.WriteInt64LittleEndian(slot[88..], Time);
        BinaryPrimitives.WriteInt32LittleEndian(slot[96..], Process);
        BinaryPrimitives.WriteUInt32LittleEndian(slot[100..], (uint)TagEpoch);
        Boot.TryWriteBytes(slot[104..], bigEndian: true, out _);
        BinaryPrimitives.WriteUInt64LittleEndian(slot[CheckOffset..], LogFormat.Hash(slot[..CheckOffset], 0));
    }

    /// <summary>The newer one of the slots that are whole; null if none is.</summary>
    /// <param name="file">The bytes of the file, or as many as there are.</param>
    public static PublishedHead? Read(ReadOnlySpan<byte> file)
    {
        var first = ReadSlot(file);
        var second = file.Length > SlotDistance ? ReadSlot(file[SlotDistance..]) : null;
        return first is null || second?.Sequence > first.Value.Sequence ? second : first;
    }

    private static PublishedHead? ReadSlot(ReadOnlySpan<byte> slot)
    {
        if (slot.Length < SlotBytes || !slot.StartsWith(Magic) || BinaryPrimitives.ReadUInt32LittleEndian(slot[8..]) != Version)
            return null;
        if (BinaryPrimitives.ReadUInt64LittleEndian(slot[CheckOffset..]) != LogFormat.Hash(slot[..CheckOffset], 0)) return null;
        var chain = new FrameChain(
            BinaryPrimitives.ReadInt64LittleEndian(slot[48..]), BinaryPrimitives.ReadUInt64LittleEndian(slot[56..]));
        return new(
            new Guid(slot[16..32], bigEndian: true),
            BinaryPrimitives.ReadUInt64LittleEndian(slot[32..]),
            BinaryPrimitives.ReadInt64LittleEndian(slot[40..]),
            (WriterState)BinaryPrimitives.ReadUInt32LittleEndian(slot[12..]),
            new(BinaryPrimitives.ReadInt64LittleEndian(slot[64..]), (int)BinaryPrimitives.ReadInt64LittleEndian(slot[72..]), chain),
            BinaryPrimitives.ReadInt64LittleEndian(slot[80..]),
            BinaryPrimitives.ReadInt64LittleEndian(slot[88..]),
            BinaryPrimitives.ReadInt32LittleEndian(slot[96..]),
            BinaryPrimitives.ReadUInt32LittleEndian(slot[100..]),
            new Guid(slot[104..120], bigEndian: true));
    }
}
