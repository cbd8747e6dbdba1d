using System.Buffers.Binary;
using System.Numerics;

namespace Opossum.Typed.Engine.IndexFiles.Format;

/// <summary>
/// Places that rise, as bytes: pure functions. A short list is one variable-length number a place, the distance to the one before. A block
/// of a long one keeps its first place elsewhere, and the distances, less one, in as many bits each as the largest needs: where every event
/// has the term, in none.
/// </summary>
internal static class PostingBlock
{
    /// <summary>Places in a block; a list with fewer is a short one.</summary>
    public const int Length = 128;

    public const int MaxBytes = 1 + (Length - 1) * sizeof(uint);
    public const int MaxVarintBytes = 5;

    public static int WriteShort(ReadOnlySpan<uint> places, Span<byte> destination)
    {
        var (at, previous) = (0, 0u);
        foreach (var place in places)
        {
            var distance = place - previous;
            for (; distance >= 0x80; distance >>= 7) destination[at++] = (byte)(distance | 0x80);
            destination[at++] = (byte)distance;
            previous = place;
        }

        return at;
    }

    /// <returns>False when the bytes end before the list does.</returns>
    public static bool TryReadShort(ReadOnlySpan<byte> source, Span<uint> places)
    {
        var (at, previous) = (0, 0u);
        for (var i = 0; i < places.Length; i++)
        {
            var distance = 0u;
            for (var shift = 0; ; shift += 7)
            {
                if (at == source.Length || shift > 28) return false;
                var part = source[at++];
                distance |= (uint)(part & 0x7F) << shift;
                if (part < 0x80) break;
            }

            places[i] = previous += distance;
        }

        return true;
    }

    public static int Write(ReadOnlySpan<uint> places, Span<byte> destination)
    {
        uint all = 0;
        for (var i = 1; i < places.Length; i++) all |= places[i] - places[i - 1] - 1;
        var width = 32 - BitOperations.LeadingZeroCount(all);
        destination[0] = (byte)width;
        if (width == 0) return 1;
        var (at, pending, bits) = (1, 0UL, 0);
        for (var i = 1; i < places.Length; i++)
        {
            pending |= (ulong)(places[i] - places[i - 1] - 1) << bits;
            for (bits += width; bits >= 8; bits -= 8, pending >>= 8) destination[at++] = (byte)pending;
        }

        if (bits > 0) destination[at++] = (byte)pending;
        return at;
    }

    public static int BytesOf(int width, int count) => 1 + ((count - 1) * width + 7) / 8;

    /// <param name="source">The block, and a word behind it.</param>
    /// <param name="first">Its first place.</param>
    /// <param name="places">For all of them.</param>
    public static void Read(ReadOnlySpan<byte> source, uint first, Span<uint> places)
    {
        int width = source[0];
        var mask = (1UL << width) - 1;
        places[0] = first;
        for (int i = 1, bit = 8; i < places.Length; i++, bit += width)
            places[i] = first += 1 + (uint)((BinaryPrimitives.ReadUInt64LittleEndian(source[(bit >> 3)..]) >> (bit & 7)) & mask);
    }
}
