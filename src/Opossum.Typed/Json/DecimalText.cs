using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Opossum.Typed.Json;

/// <summary>Decimals to and from plain digits; scale and sign are part of the value, so 1.50 stays 1.50, and -0.0 stays -0.0.</summary>
internal static class DecimalText
{
    /// <summary>A sign, 29 digits, a point and a zero before it, and room to spare.</summary>
    public const int MaxLength = 34;

    private const int ScaleShift = 16;

    /// <summary>Writes to a buffer of at least <see cref="MaxLength"/> bytes and answers how many were written.</summary>
    [SkipLocalsInit]
    public static int Write(decimal value, Span<byte> buffer)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var scale = bits[3] >> ScaleShift & 0xFF;
        if (bits[2] == 0 && scale <= IntegerText.MaxDigits && buffer.Length >= PlainNumber.MaxLength)
        {
            var mantissa = (ulong)(uint)bits[1] << 32 | (uint)bits[0];
            return new PlainNumber(mantissa, scale, bits[3] < 0).Write(ref MemoryMarshal.GetReference(buffer));
        }

        return WriteWide(value, bits[3] < 0, buffer);
    }

    private static int WriteWide(decimal value, bool isNegative, Span<byte> buffer)
    {
        // The platform leaves out the sign of a zero.
        var sign = isNegative && value == 0 ? 1 : 0;
        if (sign != 0) buffer[0] = (byte)'-';
        value.TryFormat(buffer[sign..], out var written, default, CultureInfo.InvariantCulture);
        return sign + written;
    }

    /// <summary>
    /// Reads the plain number that the text starts with. A longer one, or one with an exponent, is refused: the tolerant path rounds those
    /// as the platform does.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out decimal value, out int length)
    {
        var isPlain = PlainNumber.TryRead(text, out var plain, out length);
        value = new((int)plain.Mantissa, (int)(plain.Mantissa >> 32), 0, plain.IsNegative, (byte)plain.Scale);
        return isPlain;
    }
}
