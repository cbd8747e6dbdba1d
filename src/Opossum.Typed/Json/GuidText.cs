using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Opossum.Typed.Json;

/// <summary>
/// Guids to and from their 36 characters. The platform's own code needs a byte shuffle, which a native binary built for the default instruction set does not
/// have (82 ns a guid); this makes do with shifts and widening.
/// </summary>
internal static class GuidText
{
    public const int Length = 36;

    /// <summary>Writes <see cref="Length"/> bytes; the caller has checked that there is room.</summary>
    public static void Write(Guid value, ref byte d)
    {
        var (first, second) = Halves(value);
        var a = Hex(first);
        var b = Hex(second);
        // In the order of the text: 8-4-4 | 4-12.
        Put(ref d, 0, a.AsUInt64().GetElement(0));
        Unsafe.Add(ref d, 8) = (byte)'-';
        Put(ref d, 9, a.AsUInt32().GetElement(2));
        Unsafe.Add(ref d, 13) = (byte)'-';
        Put(ref d, 14, a.AsUInt32().GetElement(3));
        Unsafe.Add(ref d, 18) = (byte)'-';
        Put(ref d, 19, b.AsUInt32().GetElement(0));
        Unsafe.Add(ref d, 23) = (byte)'-';
        Put(ref d, 24, b.AsUInt32().GetElement(1));
        Put(ref d, 28, b.AsUInt64().GetElement(1));
    }

    /// <summary>Reads <see cref="Length"/> bytes, which the caller has checked to be there.</summary>
    public static bool TryRead(ref byte s, out Guid value)
    {
        value = default;
        if (((Unsafe.Add(ref s, 8) ^ '-') | (Unsafe.Add(ref s, 13) ^ '-') | (Unsafe.Add(ref s, 18) ^ '-') | (Unsafe.Add(ref s, 23) ^ '-')) != 0) return false;
        // Lanes are filled from memory by element, so the order of a machine's bytes does not matter here.
        var a = Vector128.Create(Get<ulong>(ref s, 0), 0).AsUInt32().WithElement(2, Get<uint>(ref s, 9)).WithElement(3, Get<uint>(ref s, 14)).AsByte();
        var b = Vector128.Create(0, Get<ulong>(ref s, 28)).AsUInt32().WithElement(0, Get<uint>(ref s, 19)).WithElement(1, Get<uint>(ref s, 24)).AsByte();
        if (!TryNibbles(a, out var first) | !TryNibbles(b, out var second)) return false;
        var bytes = Vector128.Narrow(Pairs(first), Pairs(second)).AsUInt64();
        value = Join(bytes.GetElement(0), bytes.GetElement(1));
        return true;
    }

    /// <summary>The bytes in the order of the text.</summary>
    private static (ulong First, ulong Second) Halves(Guid value)
    {
        var halves = Unsafe.BitCast<Guid, Vector128<ulong>>(value);
        return (Swap(halves.GetElement(0)), halves.GetElement(1));
    }

    private static Guid Join(ulong first, ulong second) => Unsafe.BitCast<Vector128<ulong>, Guid>(Vector128.Create(Swap(first), second));

    /// <summary>The first three groups are numbers in memory, so on a little-endian machine their bytes are the wrong way round: 0-3, 4-5 and 6-7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Swap(ulong x) => !BitConverter.IsLittleEndian
        ? x
        : BinaryPrimitives.ReverseEndianness((uint)x)
            | (ulong)BinaryPrimitives.ReverseEndianness((ushort)(x >> 32)) << 32
            | (ulong)BinaryPrimitives.ReverseEndianness((ushort)(x >> 48)) << 48;

    /// <summary>Eight bytes as sixteen lower-case digits: a byte becomes a word of its two halves, high half first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Hex(ulong eight)
    {
        var words = Vector128.WidenLower(Vector128.CreateScalar(eight).AsByte());
        var nibbles = (words >>> 4 | (words & Vector128.Create((ushort)0x0F)) << 8).AsByte();
        var letters = Vector128.GreaterThan(nibbles, Vector128.Create((byte)9)) & Vector128.Create((byte)('a' - '0' - 10));
        return nibbles + Vector128.Create((byte)'0') + letters;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryNibbles(Vector128<byte> text, out Vector128<byte> nibbles)
    {
        var digit = text - Vector128.Create((byte)'0');
        var letter = (text | Vector128.Create((byte)0x20)) - Vector128.Create((byte)'a');
        var isDigit = Vector128.LessThan(digit, Vector128.Create((byte)10));
        var isLetter = Vector128.LessThan(letter, Vector128.Create((byte)6));
        nibbles = (digit & isDigit) | ((letter + Vector128.Create((byte)10)) & isLetter);
        return (isDigit | isLetter) == Vector128<byte>.AllBitsSet;
    }

    /// <summary>Two digits, high one first, as the low byte of each word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Pairs(Vector128<byte> nibbles) =>
        (nibbles.AsUInt16() << 4 | nibbles.AsUInt16() >>> 8) & Vector128.Create((ushort)0xFF);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<T>(ref byte d, int at, T value) where T : unmanaged => Unsafe.WriteUnaligned(ref Unsafe.Add(ref d, at), value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Get<T>(ref byte s, int at) where T : unmanaged => Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref s, at));
}
