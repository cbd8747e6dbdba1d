using System.Globalization;
using System.Runtime.InteropServices;

namespace Opossum.Typed.Json;

/// <summary>
/// Doubles to and from the shortest text that is the same number, exactly as the platform does it; short decimals such as 19.99 by plain
/// arithmetic, which takes a fraction of the time.
/// </summary>
internal static class DoubleText
{
    /// <summary>-2.2250738585072014E-308, and room to spare.</summary>
    public const int MaxLength = 32;

    /// <summary>Up to 2^53 every whole number is a double.</summary>
    private const ulong MaxExact = 1UL << 53;

    /// <summary>All that are doubles exactly, so that one division rounds once, and right.</summary>
    private static readonly double[] PowersOfTen =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>Writes a finite number to a buffer of at least <see cref="MaxLength"/> bytes and answers how many were written.</summary>
    public static int Write(double value, Span<byte> buffer)
    {
        var magnitude = Math.Abs(value);
        if (magnitude is >= 1e-3 and < 1e9 && buffer.Length >= PlainNumber.MaxLength)
        {
            // At most 15 digits: no two such decimals are the same double, so one that reads back is the shortest, once its last zeros are
            // gone.
            if (IsShort(magnitude, 100, out var digits)) return WriteShort(digits, 2, value < 0, buffer);
            if (IsShort(magnitude, 1_000_000, out digits)) return WriteShort(digits, 6, value < 0, buffer);
        }

        value.TryFormat(buffer, out var written, "R", CultureInfo.InvariantCulture);
        return written;
    }

    private static bool IsShort(double magnitude, double factor, out ulong digits)
    {
        var rounded = Math.Round(magnitude * factor);
        digits = (ulong)(long)rounded;
        return rounded / factor == magnitude;
    }

    private static int WriteShort(ulong mantissa, int scale, bool isNegative, Span<byte> buffer)
    {
        for (; scale > 0; scale--)
        {
            var rest = mantissa / 10;
            if (rest * 10 != mantissa) break;
            mantissa = rest;
        }

        return new PlainNumber(mantissa, scale, isNegative).Write(ref MemoryMarshal.GetReference(buffer));
    }

    /// <summary>
    /// Reads the number that the text starts with; what follows is not judged. One that is too large for a double is refused, not read as
    /// an infinity.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out double value, out int length)
    {
        if (PlainNumber.TryRead(text, out var plain, out length) && plain.Mantissa <= MaxExact)
        {
            // Signed: the conversion of an unsigned number takes a branch.
            value = (long)plain.Mantissa / PowersOfTen[plain.Scale];
            if (plain.IsNegative) value = -value;
            return true;
        }

        length = JsonNumber.Length(text);
        value = 0;
        return length > 0
            && double.TryParse(text[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);
    }
}
