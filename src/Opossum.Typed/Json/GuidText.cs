using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Opossum.Typed.Json;

/// <summary>
/// Guids to and from their 36 characters. The platform's own code needs a byte shuffle, which a native binary built for the default
/// instruction set does not have (82 ns a guid); this makes do with shifts and widening, and goes through memory where taking a lane out of
/// a vector would be slow there.
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
        // In the text the digits stand as 8-4-4 | 4-12. One store of all sixteen puts the last group of each half in its place; the groups
        // before it follow.
        a.StoreUnsafe(ref d, 2);
        Put(ref d, 0, a.AsUInt64().ToScalar());
        Put(ref d, 9, Get<uint>(ref d, 10));
        Unsafe.Add(ref d, 8) = (byte)'-';
        Unsafe.Add(ref d, 13) = (byte)'-';
        b.StoreUnsafe(ref d, 20);
        Put(ref d, 19, b.AsUInt32().ToScalar());
        Unsafe.Add(ref d, 18) = (byte)'-';
        Unsafe.Add(ref d, 23) = (byte)'-';
    }

    /// <summary>Reads <see cref="Length"/> bytes, which the caller has checked to be there.</summary>
    public static bool TryRead(ref byte s, out Guid value)
    {
        value = default;
        if (((Unsafe.Add(ref s, 8) ^ '-') | (Unsafe.Add(ref s, 13) ^ '-') | (Unsafe.Add(ref s, 18) ^ '-')
            | (Unsafe.Add(ref s, 23) ^ '-')) != 0)
            return false;
        var a = Vector128.Create(Get<ulong>(ref s, 0), Adjacent(Get<uint>(ref s, 9), Get<uint>(ref s, 14))).AsByte();
        var b = Vector128.Create(Adjacent(Get<uint>(ref s, 19), Get<uint>(ref s, 24)), Get<ulong>(ref s, 28)).AsByte();
        if (!TryNibbles(a, out var first) | !TryNibbles(b, out var second)) return false;
        var bytes = Vector128.Narrow(Pairs(first), Pairs(second)).AsUInt64();
        value = Join(bytes.GetElement(0), bytes.GetElement(1));
        return true;
    }

    /// <summary>The bytes in the order of the text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (ulong First, ulong Second) Halves(Guid value)
    {
        // Two loads of eight: the value arrives in two registers, and one load of sixteen would have to wait for both to reach memory.
        ref var bytes = ref Unsafe.As<Guid, byte>(ref value);
        return (Swap(Get<ulong>(ref bytes, 0)), Get<ulong>(ref bytes, sizeof(ulong)));
    }

    private static Guid Join(ulong first, ulong second) => Unsafe.BitCast<Vector128<ulong>, Guid>(Vector128.Create(Swap(first), second));

    /// <summary>
    /// The first three groups are numbers in memory, so on a little-endian machine their bytes are the wrong way round: 0-3, 4-5 and 6-7.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Swap(ulong x) => !BitConverter.IsLittleEndian
        ? x
        : BinaryPrimitives.ReverseEndianness((uint)x)
            | (ulong)BinaryPrimitives.ReverseEndianness((ushort)(x >> 32)) << 32
            | (ulong)BinaryPrimitives.ReverseEndianness((ushort)(x >> 48)) << 48;

    /// <summary>Two groups as they would lie beside each other in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Adjacent(uint first, uint second) =>
        BitConverter.IsLittleEndian ? first | (ulong)second << 32 : (ulong)first << 32 | second;

    /// <summary>Eight bytes as sixteen lower-case digits: a byte becomes a word of its two halves, high half first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Hex(ulong eight)
    {
        var words = Vector128.WidenLower(Vector128.CreateScalar(eight).AsByte());
        var nibbles = (words >>> 4 | (words & Vector128.Create((ushort)0x0F)) << 8).AsByte();
        var letters =
            Vector128.GreaterThan(nibbles.AsSByte(), Vector128.Create((sbyte)9)).AsByte() & Vector128.Create((byte)('a' - '0' - 10));
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
