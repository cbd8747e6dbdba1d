using System.Runtime.CompilerServices;

namespace Opossum.Typed.Json;

/// <summary>
/// A JSON number of plain digits, without an exponent: ±mantissa / 10^scale. What prices and measures look like, decimal or double.
/// </summary>
internal readonly ref struct PlainNumber(ulong mantissa, int scale, bool isNegative)
{
    /// <summary>A sign, a zero, a point, and the digits.</summary>
    public const int MaxLength = IntegerText.MaxLength + 3;

    public ulong Mantissa { get; } = mantissa;

    /// <summary>The digits behind the point, at most <see cref="IntegerText.MaxDigits"/>.</summary>
    public int Scale { get; } = scale;

    public bool IsNegative { get; } = isNegative;

    /// <summary>Writes up to <see cref="MaxLength"/> bytes, which the caller has checked to be there, and answers how many.</summary>
    public int Write(ref byte d)
    {
        var sign = 0;
        if (IsNegative)
        {
            d = (byte)'-';
            sign = 1;
            d = ref Unsafe.Add(ref d, 1);
        }

        var digits = Math.Max(IntegerText.CountDigits(Mantissa), Scale + 1);
        if (Scale == 0)
        {
            IntegerText.WriteDigits(Mantissa, digits, ref d);
            return sign + digits;
        }

        // All digits, one place too far to the right; then those before the point move to where they belong.
        IntegerText.WriteDigits(Mantissa, digits, ref Unsafe.Add(ref d, 1));
        var whole = digits - Scale;
        for (var i = 0; i < whole; i++) Unsafe.Add(ref d, i) = Unsafe.Add(ref d, i + 1);
        Unsafe.Add(ref d, whole) = (byte)'.';
        return sign + digits + 1;
    }

    /// <summary>
    /// Reads the number that the text starts with, up to <see cref="IntegerText.MaxDigits"/> digits; one that has more, or an exponent, is
    /// refused.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out PlainNumber value, out int length)
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
        var hasExponent = i < text.Length && (text[i] | 0x20) == 'e';
        if (whole == 0 || (text[start] == '0' && whole > 1) || point == i - 1 || hasExponent) goto Refused;
        value = new(mantissa, point < 0 ? 0 : i - point - 1, negative);
        length = i;
        return true;

    Refused:
        value = default;
        length = 0;
        return false;
    }
}
