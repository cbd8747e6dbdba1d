using System.Globalization;

namespace Opossum.Typed.Json;

/// <summary>Floats to and from the shortest text that is the same number, exactly as the platform does it.</summary>
internal static class FloatText
{
    /// <summary>-1.17549435E-38, and room to spare.</summary>
    public const int MaxLength = 24;

    /// <summary>Up to 2^24 every whole number is a float.</summary>
    private const ulong MaxExact = 1UL << 24;

    /// <summary>All that are floats exactly, so that one division rounds once, and right.</summary>
    private static readonly float[] PowersOfTen = [1e0f, 1e1f, 1e2f, 1e3f, 1e4f, 1e5f, 1e6f, 1e7f, 1e8f, 1e9f, 1e10f];

    /// <summary>Writes a finite number to a buffer of at least <see cref="MaxLength"/> bytes and answers how many were written.</summary>
    public static int Write(float value, Span<byte> buffer)
    {
        value.TryFormat(buffer, out var written, "R", CultureInfo.InvariantCulture);
        return written;
    }

    /// <summary>
    /// Reads the number that the text starts with; what follows is not judged. One that is too large for a float is refused, not read as an
    /// infinity.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out float value, out int length)
    {
        if (PlainNumber.TryRead(text, out var plain, out length) && plain.Mantissa <= MaxExact && plain.Scale < PowersOfTen.Length)
        {
            value = (int)plain.Mantissa / PowersOfTen[plain.Scale];
            if (plain.IsNegative) value = -value;
            return true;
        }

        length = JsonNumber.Length(text);
        value = 0;
        return length > 0
            && float.TryParse(text[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && float.IsFinite(value);
    }
}
