using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Opossum.Typed.Json;

/// <summary>Whole numbers of more than 64 bits, to and from the characters of a JSON number.</summary>
internal static class WideIntegerText
{
    /// <summary>-170141183460469231731687303715884105728</summary>
    public const int MaxLength = 40;

    /// <summary>
    /// Of a number without a bound, sign included. Reading and writing take time with the square of the digits: without an end, one field
    /// could hold a reader for minutes.
    /// </summary>
    public const int MaxBigLength = 4096;

    /// <summary>No number of <see cref="MaxBigLength"/> digits has more bits.</summary>
    private const long MaxBits = MaxBigLength * 10L / 3;

    private const int StackLength = 128;

    public static bool TryRead(ReadOnlySpan<byte> text, out Int128 value, out int length)
    {
        value = default;
        return HasWhole(text, MaxLength, out length)
            && Int128.TryParse(text[..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    public static bool TryRead(ReadOnlySpan<byte> text, out UInt128 value, out int length)
    {
        value = default;
        return HasWhole(text, MaxLength, out length)
            && UInt128.TryParse(text[..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    public static bool TryRead(ReadOnlySpan<byte> text, out BigInteger value, out int length)
    {
        value = default;
        if (!HasWhole(text, MaxBigLength, out length)) return false;
        char[]? rented = null;
        var digits = length <= StackLength ? stackalloc char[StackLength] : rented = ArrayPool<char>.Shared.Rent(length);
        Encoding.ASCII.GetChars(text[..length], digits);
        var isNumber = BigInteger.TryParse(digits[..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
        if (rented is not null) ArrayPool<char>.Shared.Return(rented);
        return isNumber;
    }

    /// <summary>Writes to a buffer of at least <see cref="MaxBigLength"/> bytes; false for a number of more digits.</summary>
    public static bool TryWrite(BigInteger value, Span<byte> buffer, out int written)
    {
        written = 0;
        if (value.GetBitLength() > MaxBits) return false;
        var digits = ArrayPool<char>.Shared.Rent(MaxBigLength);
        var fits = value.TryFormat(digits.AsSpan(0, MaxBigLength), out var count, default, CultureInfo.InvariantCulture);
        if (fits) written = Encoding.ASCII.GetBytes(digits.AsSpan(0, count), buffer);
        ArrayPool<char>.Shared.Return(digits);
        return fits;
    }

    /// <summary>Whether the text starts with a JSON number that is whole and not longer than this.</summary>
    private static bool HasWhole(ReadOnlySpan<byte> text, int maxLength, out int length)
    {
        length = JsonNumber.Length(text);
        return length > 0 && length <= maxLength && text[..length].IndexOfAny(".eE"u8) < 0;
    }
}
