using System.Buffers.Binary;

namespace Opossum.Typed.Engine.Format;

/// <summary>
/// The first bytes of a segment file. It travels in the same write and flush as the segment's first group, and links the segment to the one
/// before: its first position, and the hash of the last frame before it.
/// </summary>
internal readonly record struct SegmentHeader(Guid StoreId, long Number, long BasePosition, ulong PreviousHash)
{
    public const int Size = 64;
    private const int CheckOffset = 56;

    public static ReadOnlySpan<byte> Magic => "OPSMLOG\n"u8;

    /// <summary>The seed of every hash in the store.</summary>
    public ulong Seed => SeedOf(StoreId);

    public static ulong SeedOf(Guid storeId)
    {
        Span<byte> bytes = stackalloc byte[16];
        storeId.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
    }

    public void Write(Span<byte> destination)
    {
        destination[..Size].Clear();
        Magic.CopyTo(destination);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], LogFormat.Version);
        StoreId.TryWriteBytes(destination[16..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64LittleEndian(destination[32..], Number);
        BinaryPrimitives.WriteInt64LittleEndian(destination[40..], BasePosition);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[48..], PreviousHash);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[CheckOffset..], LogFormat.Hash(destination[..CheckOffset], 0));
    }

    public static SegmentHeaderState TryRead(ReadOnlySpan<byte> source, out SegmentHeader header)
    {
        header = default;
        if (source.Length < Size) return source.ContainsAnyExcept((byte)0) ? SegmentHeaderState.Invalid : SegmentHeaderState.Blank;
        if (!source[..Size].ContainsAnyExcept((byte)0)) return SegmentHeaderState.Blank;
        if (!source.StartsWith(Magic)) return SegmentHeaderState.Invalid;
        // Before the check, whose place another version may have moved. There is no version 0, and none above 255: such a number is what a
        // torn write left.
        if (BinaryPrimitives.ReadUInt32LittleEndian(source[8..]) is not (LogFormat.Version or 0) and <= LogFormat.LastVersion)
            return SegmentHeaderState.OtherVersion;
        if (BinaryPrimitives.ReadUInt64LittleEndian(source[CheckOffset..]) != LogFormat.Hash(source[..CheckOffset], 0))
            return SegmentHeaderState.Invalid;
        header = new(
            new Guid(source[16..32], bigEndian: true),
            BinaryPrimitives.ReadInt64LittleEndian(source[32..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[40..]),
            BinaryPrimitives.ReadUInt64LittleEndian(source[48..]));
        return SegmentHeaderState.Valid;
    }
}

/// <summary>What the first bytes of a segment file are.</summary>
internal enum SegmentHeaderState
{
    Valid,

    /// <summary>All zero: prepared, not yet used.</summary>
    Blank,

    /// <summary>Of a format that this version does not know.</summary>
    OtherVersion,

    Invalid,
}
