namespace Opossum.Typed.Json;

/// <summary>Whole numbers from the characters of a JSON number.</summary>
internal static class IntegerText
{
    /// <summary>-9223372036854775808.</summary>
    public const int MaxLength = 20;

    /// <summary>As many digits as an unsigned number of 64 bits holds, whatever they are.</summary>
    public const int MaxDigits = 19;

    /// <summary>
    /// Reads the whole number that the text starts with: no superfluous zero in front, as JSON wants it, and within 64 bits. What follows is not judged: the
    /// caller knows what must.
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
}
