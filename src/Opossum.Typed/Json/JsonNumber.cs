namespace Opossum.Typed.Json;

/// <summary>The grammar of a JSON number, which is narrower than what the platform's parsers take.</summary>
internal static class JsonNumber
{
    /// <summary>How many bytes the number that the text starts with takes; 0 when it starts with none.</summary>
    public static int Length(ReadOnlySpan<byte> text)
    {
        var i = 0;
        if (!text.IsEmpty && text[0] == '-') i = 1;
        var whole = Digits(text[i..]);
        if (whole == 0 || (text[i] == '0' && whole > 1)) return 0;
        i += whole;
        if (i < text.Length && text[i] == '.')
        {
            var fraction = Digits(text[(i + 1)..]);
            if (fraction == 0) return 0;
            i += 1 + fraction;
        }

        if (i < text.Length && (text[i] | 0x20) == 'e')
        {
            i++;
            if (i < text.Length && text[i] is (byte)'+' or (byte)'-') i++;
            var exponent = Digits(text[i..]);
            if (exponent == 0) return 0;
            i += exponent;
        }

        return i;
    }

    private static int Digits(ReadOnlySpan<byte> text)
    {
        var length = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return length < 0 ? text.Length : length;
    }
}
