using System.Globalization;

namespace Opossum.Typed.Json;

/// <summary>Decimals to and from plain digits; the scale is part of the value, so 1.50 stays 1.50.</summary>
internal static class DecimalText
{
    /// <summary>A sign, 29 digits, a point and a zero before it, and room to spare.</summary>
    public const int MaxLength = 34;

    /// <summary>Writes to a buffer of at least <see cref="MaxLength"/> bytes and answers how many were written.</summary>
    public static int Write(decimal value, Span<byte> buffer)
    {
        value.TryFormat(buffer, out var written, default, CultureInfo.InvariantCulture);
        return written;
    }

    /// <summary>
    /// Reads the plain number that the text starts with, up to <see cref="IntegerText.MaxDigits"/> digits. An exponent or a longer number is refused: the
    /// tolerant path rounds those as the platform does.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out decimal value, out int length)
    {
        var i = 0;
        var negative = !text.IsEmpty && text[0] == '-';
        if (negative) i = 1;
        var start = i;
        ulong mantissa = 0;
        var digits = 0;
        var point = -1;
        for (; i < text.Length; i++)
        {
            var digit = (uint)text[i] - '0';
            if (digit <= 9)
            {
                if (digits++ == IntegerText.MaxDigits) goto Refused;
                mantissa = mantissa * 10 + digit;
            }
            else if (text[i] == '.' && point < 0) point = i;
            else break;
        }

        var whole = (point < 0 ? i : point) - start;
        if (whole == 0 || (text[start] == '0' && whole > 1) || point == i - 1 || (i < text.Length && (text[i] | 0x20) == 'e')) goto Refused;
        value = new((int)mantissa, (int)(mantissa >> 32), 0, negative, (byte)(point < 0 ? 0 : i - point - 1));
        length = i;
        return true;

    Refused:
        value = 0;
        length = 0;
        return false;
    }
}
