using System.Buffers.Binary;
using Opossum.Typed.Engine.Format;

namespace Opossum.Typed.Engine.IndexFiles.Format;

/// <summary>What a run says of one of its segments, so that opening need not read the segment.</summary>
/// <param name="BasePosition">Of its first event.</param>
/// <param name="NextPosition">Of the first event behind it.</param>
/// <param name="PreviousHash">Of the last frame before it.</param>
/// <param name="LastHash">Of its last frame.</param>
/// <param name="EndOffset">Where its frames end, in bytes.</param>
/// <param name="FirstOffset">Where its entries begin among the run's sparse offsets.</param>
/// <param name="Offsets">How many entries it has there.</param>
/// <param name="LastFrame">Where its last frame begins, in bytes; 0 if it has none.</param>
/// <param name="FileLength">Of its file, zeros included, in bytes.</param>
internal readonly record struct SealedSegment(
    long BasePosition, long NextPosition, ulong PreviousHash, ulong LastHash, int EndOffset, int FirstOffset, int Offsets,
    int LastFrame, long FileLength)
{
    public const int Size = 56;

    /// <summary>What its first frame continues.</summary>
    public FrameChain Begin => new(BasePosition, PreviousHash);

    /// <summary>What the next segment continues.</summary>
    public FrameChain End => new(NextPosition, LastHash);

    public void Write(Span<byte> destination)
    {
        destination[..Size].Clear();
        BinaryPrimitives.WriteInt64LittleEndian(destination, BasePosition);
        BinaryPrimitives.WriteInt64LittleEndian(destination[8..], NextPosition);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[16..], PreviousHash);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[24..], LastHash);
        BinaryPrimitives.WriteInt32LittleEndian(destination[32..], EndOffset);
        BinaryPrimitives.WriteInt32LittleEndian(destination[36..], FirstOffset);
        BinaryPrimitives.WriteInt32LittleEndian(destination[40..], Offsets);
        BinaryPrimitives.WriteInt32LittleEndian(destination[44..], LastFrame);
        BinaryPrimitives.WriteInt64LittleEndian(destination[48..], FileLength);
    }

    public static SealedSegment Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadInt64LittleEndian(source),
        BinaryPrimitives.ReadInt64LittleEndian(source[8..]),
        BinaryPrimitives.ReadUInt64LittleEndian(source[16..]),
        BinaryPrimitives.ReadUInt64LittleEndian(source[24..]),
        BinaryPrimitives.ReadInt32LittleEndian(source[32..]),
        BinaryPrimitives.ReadInt32LittleEndian(source[36..]),
        BinaryPrimitives.ReadInt32LittleEndian(source[40..]),
        BinaryPrimitives.ReadInt32LittleEndian(source[44..]),
        BinaryPrimitives.ReadInt64LittleEndian(source[48..]));
}
