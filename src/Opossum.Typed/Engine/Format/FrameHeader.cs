using System.Buffers.Binary;

namespace Opossum.Typed.Engine.Format;

/// <summary>
/// The head of a frame, which is one append: its ledger entry. It travels in the same write and flush as the events behind it, so the two
/// can't disagree.
/// </summary>
/// <param name="Length">Of the whole frame, in bytes; a multiple of 8. Zero means that the log ends here.</param>
/// <param name="Count">Events; none in a close frame.</param>
/// <param name="Flags">See <see cref="FrameFlags"/>.</param>
/// <param name="Hash">Over segment number, offset, this header, the key section and the checks of all events.</param>
/// <param name="BasePosition">The position of the first event.</param>
/// <param name="PreviousHash">Of the frame before, in this segment or the one before: leftovers of an earlier, longer write are never
/// adopted.</param>
/// <param name="FlushDelta">
/// Bytes from this frame back to the first byte of its segment that was not known durable when it was written. A bad frame before that byte
/// is damage; one after it can be a torn write.
/// </param>
/// <param name="KeyLength">Bytes of the append key's section after the header, before padding; 0 without a key.</param>
internal readonly record struct FrameHeader(
    int Length, int Count, FrameFlags Flags, ulong Hash, long BasePosition, ulong PreviousHash, int FlushDelta, int KeyLength)
{
    public const int Size = 40;

    /// <summary>Where the first event record begins.</summary>
    public int RecordsOffset => Size + LogFormat.Align(KeyLength);

    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt32LittleEndian(destination, Length);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[4..], (ushort)Count);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[6..], (ushort)Flags);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], Hash);
        BinaryPrimitives.WriteInt64LittleEndian(destination[16..], BasePosition);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[24..], PreviousHash);
        BinaryPrimitives.WriteInt32LittleEndian(destination[32..], FlushDelta);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[36..], (ushort)KeyLength);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[38..], 0);
    }

    public static FrameHeader Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadInt32LittleEndian(source),
        BinaryPrimitives.ReadUInt16LittleEndian(source[4..]),
        (FrameFlags)BinaryPrimitives.ReadUInt16LittleEndian(source[6..]),
        BinaryPrimitives.ReadUInt64LittleEndian(source[8..]),
        BinaryPrimitives.ReadInt64LittleEndian(source[16..]),
        BinaryPrimitives.ReadUInt64LittleEndian(source[24..]),
        BinaryPrimitives.ReadInt32LittleEndian(source[32..]),
        BinaryPrimitives.ReadUInt16LittleEndian(source[36..]));
}

/// <summary>What a frame is, beside its events.</summary>
[Flags]
internal enum FrameFlags
{
    None = 0,

    /// <summary>Written by a clean shutdown: it has no events, and nothing in flight came after it.</summary>
    Close = 1,
}
