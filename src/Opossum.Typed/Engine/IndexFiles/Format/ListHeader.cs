using System.Buffers.Binary;

namespace Opossum.Typed.Engine.IndexFiles.Format;

/// <summary>
/// What stands behind the blocks of a long list, and before an entry of eight bytes for each: its first place, and how far from the list's
/// begin it lies.
/// </summary>
/// <param name="Count">Places.</param>
/// <param name="Blocks">Of <see cref="PostingBlock.Length"/> places each; the last may have fewer.</param>
/// <param name="Begin">Of the first block, in bytes of the postings.</param>
internal readonly record struct ListHeader(long Count, int Blocks, long Begin)
{
    public const int Size = 24;
    public const int SkipSize = 8;

    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt64LittleEndian(destination, Count);
        BinaryPrimitives.WriteInt64LittleEndian(destination[8..], Blocks);
        BinaryPrimitives.WriteInt64LittleEndian(destination[16..], Begin);
    }

    public static ListHeader Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadInt64LittleEndian(source),
        (int)BinaryPrimitives.ReadInt64LittleEndian(source[8..]),
        BinaryPrimitives.ReadInt64LittleEndian(source[16..]));
}
