using System.Buffers.Binary;
using Opossum.Typed.Engine.Format;

namespace Opossum.Typed.Engine.TagFiles;

/// <summary>
/// The first bytes of a unit, the file with tags that were added to events of a range. By the check of the unit's directory, which has the
/// check of every block, it commits to all of the file.
/// </summary>
/// <param name="StoreId">Whose it is.</param>
/// <param name="Epoch">Which retagging made it.</param>
/// <param name="Number">Its number among the units of that retagging, from 1.</param>
/// <param name="First">The first position that it covers.</param>
/// <param name="Last">The last position that it covers.</param>
/// <param name="Source">What the tags were derived by: a retagging goes on with the units of the same source alone.</param>
/// <param name="Entries">How many events have tags in it.</param>
/// <param name="Blocks">How many blocks it has.</param>
/// <param name="DirectoryOffset">Where its directory begins, behind which comes the tally to the end of the file.</param>
/// <param name="DirectoryCheck">The check of both.</param>
/// <param name="TallyLength">Bytes of the tally: what the retagging found while it made the unit.</param>
internal readonly record struct TagUnitHeader(
    Guid StoreId, long Epoch, long Number, long First, long Last, ulong Source, long Entries, int Blocks, long DirectoryOffset,
    ulong DirectoryCheck, int TallyLength)
{
    public const int Size = 112;
    private const uint Version = 1;
    private const int CheckOffset = 104;

    /// <summary>The seed of the checks of its parts: none of another unit is taken for one of this.</summary>
    public ulong Seed => SeedOf(StoreId, Epoch, Number);

    /// <summary>The header's own check, which its bytes end with.</summary>
    public ulong Check
    {
        get
        {
            Span<byte> bytes = stackalloc byte[Size];
            Write(bytes);
            return BinaryPrimitives.ReadUInt64LittleEndian(bytes[CheckOffset..]);
        }
    }

    public long FileLength => DirectoryOffset + (long)Blocks * TagBlockEntry.Size + TallyLength;

    private static ReadOnlySpan<byte> Magic => "OPSMTAG\n"u8;

    public static ulong SeedOf(Guid storeId, long epoch, long number) =>
        SegmentHeader.SeedOf(storeId) ^ LogFormat.Hash("TAGS"u8, (ulong)epoch * 0x9E3779B97F4A7C15 + (ulong)number);

    public void Write(Span<byte> destination)
    {
        destination[..Size].Clear();
        Magic.CopyTo(destination);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(destination[12..], Blocks);
        StoreId.TryWriteBytes(destination[16..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64LittleEndian(destination[32..], Epoch);
        BinaryPrimitives.WriteInt64LittleEndian(destination[40..], Number);
        BinaryPrimitives.WriteInt64LittleEndian(destination[48..], First);
        BinaryPrimitives.WriteInt64LittleEndian(destination[56..], Last);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[64..], Source);
        BinaryPrimitives.WriteInt64LittleEndian(destination[72..], Entries);
        BinaryPrimitives.WriteInt64LittleEndian(destination[80..], DirectoryOffset);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[88..], DirectoryCheck);
        BinaryPrimitives.WriteInt32LittleEndian(destination[96..], TallyLength);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[CheckOffset..], LogFormat.Hash(destination[..CheckOffset], Seed));
    }

    /// <returns>Null if the bytes are not the header of a unit of this version.</returns>
    public static TagUnitHeader? TryRead(ReadOnlySpan<byte> source)
    {
        if (source.Length < Size || !source.StartsWith(Magic)) return null;
        if (BinaryPrimitives.ReadUInt32LittleEndian(source[8..]) != Version) return null;
        var header = new TagUnitHeader(
            new Guid(source[16..32], bigEndian: true),
            BinaryPrimitives.ReadInt64LittleEndian(source[32..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[40..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[48..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[56..]),
            BinaryPrimitives.ReadUInt64LittleEndian(source[64..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[72..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[12..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[80..]),
            BinaryPrimitives.ReadUInt64LittleEndian(source[88..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[96..]));
        return BinaryPrimitives.ReadUInt64LittleEndian(source[CheckOffset..]) == LogFormat.Hash(source[..CheckOffset], header.Seed)
            ? header
            : null;
    }
}

/// <summary>What a unit's directory has of a block.</summary>
/// <param name="First">The position of the first event with tags in it.</param>
/// <param name="Offset">Where it begins in the file.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="Check">The check of its bytes, under the unit's seed.</param>
internal readonly record struct TagBlockEntry(long First, uint Offset, int Length, ulong Check)
{
    public const int Size = 24;

    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt64LittleEndian(destination, First);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], Offset);
        BinaryPrimitives.WriteInt32LittleEndian(destination[12..], Length);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[16..], Check);
    }

    public static TagBlockEntry Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadInt64LittleEndian(source),
        BinaryPrimitives.ReadUInt32LittleEndian(source[8..]),
        BinaryPrimitives.ReadInt32LittleEndian(source[12..]),
        BinaryPrimitives.ReadUInt64LittleEndian(source[16..]));
}
