using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Opossum.Typed.Json;

/// <summary>Whole numbers to and from the characters of a JSON number; independent of culture.</summary>
internal static class IntegerText
{
    /// <summary>-9223372036854775808, or 20 digits without a sign.</summary>
    public const int MaxLength = 20;

    /// <summary>So many digits fit into 64 bits, whatever they are.</summary>
    public const int MaxDigits = 19;

    // An array, not a span over constants: that one allocates in code the JIT has not optimised yet.
    private static readonly ulong[] PowersOfTen =
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000,
        1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000,
        100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
    ];

    /// <summary>The numbers from 00 to 99, two characters each.</summary>
    private static ReadOnlySpan<byte> Pairs =>
        "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849"u8
        + "5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899"u8;

    /// <summary>Writes up to <see cref="MaxLength"/> bytes, which the caller has checked to be there, and answers how many.</summary>
    public static int Write(long value, ref byte d)
    {
        var magnitude = (ulong)value;
        var sign = 0;
        if (value < 0)
        {
            d = (byte)'-';
            magnitude = 0 - magnitude;
            sign = 1;
        }

        var digits = CountDigits(magnitude);
        WriteDigits(magnitude, digits, ref Unsafe.Add(ref d, sign));
        return sign + digits;
    }

    /// <summary>Writes up to <see cref="MaxLength"/> bytes, which the caller has checked to be there, and answers how many.</summary>
    public static int Write(ulong value, ref byte d)
    {
        var digits = CountDigits(value);
        WriteDigits(value, digits, ref d);
        return digits;
    }

    /// <summary>
    /// Writes the last <paramref name="digits"/> digits, zeros in front, to as many bytes, which the caller has checked to be there.
    /// </summary>
    public static void WriteDigits(ulong value, int digits, ref byte d)
    {
        while (digits > 1)
        {
            var rest = value / 100;
            digits -= 2;
            WritePair((int)(value - rest * 100), ref Unsafe.Add(ref d, digits));
            value = rest;
        }

        if (digits == 1) d = (byte)('0' + value % 10);
    }

    /// <summary>Writes a number below 100 as two digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WritePair(int value, ref byte d) =>
        Unsafe.WriteUnaligned(ref d, MemoryMarshal.Read<ushort>(Pairs.Slice(value * 2, 2)));

    /// <summary>How many digits a number has; 0 has one.</summary>
    public static int CountDigits(ulong value)
    {
        // 1233 / 4096 is the logarithm of 2 to the base of 10; the product is exact or one too few.
        var atLeast = ((BitOperations.Log2(value | 1) + 1) * 1233) >> 12;
        return atLeast + (value >= PowersOfTen[atLeast] ? 1 : 0) + (value == 0 ? 1 : 0);
    }

    /// <summary>
    /// Reads the whole number that the text starts with: no superfluous zero in front, as JSON wants it, and within 64 bits. What follows
    /// is not judged: the caller knows what must.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out long value, out int length)
    {
        var i = 0;
        var negative = !text.IsEmpty && text[0] == '-';
        if (negative) i = 1;
        var start = i;
        ulong magnitude = 0;
        for (; i < text.Length; i++)
        {
            var digit = (uint)text[i] - '0';
            if (digit > 9) break;
            if (i - start == MaxDigits) goto Refused;
            magnitude = magnitude * 10 + digit;
        }

        if (i == start || (text[start] == '0' && i - start > 1) || magnitude > long.MaxValue + (negative ? 1UL : 0UL)) goto Refused;
        value = negative ? -(long)magnitude : (long)magnitude;
        length = i;
        return true;

    Refused:
        value = 0;
        length = 0;
        return false;
    }

    /// <summary>The same without a sign.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out ulong value, out int length)
    {
        value = 0;
        length = 0;
        for (; length < text.Length; length++)
        {
            var digit = (uint)text[length] - '0';
            if (digit > 9) break;
            // The twentieth digit may be one too many.
            if (length == MaxDigits && (value > ulong.MaxValue / 10 || value * 10 > ulong.MaxValue - digit) || length > MaxDigits)
                return false;
            value = value * 10 + digit;
        }

        return length == 1 || (length > 1 && text[0] != '0');
    }
}
