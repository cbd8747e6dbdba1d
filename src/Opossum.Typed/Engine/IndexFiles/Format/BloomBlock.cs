using System.Buffers.Binary;

namespace Opossum.Typed.Engine.IndexFiles.Format;

/// <summary>
/// A split-block Bloom filter, as Parquet has it: a term sets eight bits of one block of 32 bytes, so a question is one cache line. Blocks
/// rise with terms, so a filter is written while the sorted terms go by, and never held as a whole.
/// </summary>
internal static class BloomBlock
{
    public const int Size = 32;

    private static ReadOnlySpan<uint> Salts =>
        [0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31];

    public static uint BlocksFor(long terms, int bits) => (uint)Math.Max((terms * bits + Size * 8 - 1) / (Size * 8), 1);

    public static uint IndexOf(ulong term, uint blocks) => (uint)(((term >> (RunFormat.TermBits - 32)) * blocks) >> 32);

    public static void Add(Span<byte> block, ulong term)
    {
        for (var i = 0; i < Salts.Length; i++)
        {
            var lane = block[(i * sizeof(uint))..];
            BinaryPrimitives.WriteUInt32LittleEndian(lane, BinaryPrimitives.ReadUInt32LittleEndian(lane) | BitOf(term, Salts[i]));
        }
    }

    public static bool MayContain(ReadOnlySpan<byte> block, ulong term)
    {
        for (var i = 0; i < Salts.Length; i++)
            if ((BinaryPrimitives.ReadUInt32LittleEndian(block[(i * sizeof(uint))..]) & BitOf(term, Salts[i])) == 0) return false;
        return true;
    }

    private static uint BitOf(ulong term, uint salt) => 1u << (int)(((uint)term * salt) >> 27);
}
