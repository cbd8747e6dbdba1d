namespace Opossum.Typed.Tests.Json;

/// <summary>Damages payloads the way that finds lax parsers: one or two edits out of what JSON is made of.</summary>
/// <param name="seed">The same damage for the same seed.</param>
/// <param name="payload">A payload whose own pieces are put in wrong places, too.</param>
internal sealed class Mutator(int seed, string payload = "")
{
    /// <summary>Fields, whole or in part, and the ends of values.</summary>
    private readonly byte[][] _pieces = [
        .. payload.Split(',').SelectMany(piece => Utf8(piece + ",", "," + piece)), .. Utf8(payload.Split(':'))
    ];

    private static readonly byte[] Alphabet =
        [.. "0123456789-+.eEtTzZ\"\\/{}[],: nulltrfasebux\n\r\t\0\u001F\u007F"u8, 0x80, 0xBF, 0xC0, 0xC3, 0xE2, 0xED, 0xF4, 0xFF];

    private static readonly byte[] Digits = [.. "0123456789-.:\" ,"u8];

    private static readonly byte[][] Snippets =
    [
        .. Utf8("\\u0041", "\\u00e9", "\\ud83d\\ude00", "\\ud83d", "\\ude00", "\\u00", "\\n", "\\/", "\\x", "\\\"", "\\"),
        .. Utf8(
            "null", "true", "NaN", "Infinity", "{}", "[]", "[1,2]", "/**/", ",", "\"x\":1,", "\"name\":null,", "\"seats\":7,",
            "\"value\":7,"),
        .. Utf8("1e2", "E-3", "e400", "-0", "00", ".0", "-", "99999999999999999999", "é", "漢", "😀"),
        // A surrogate, overlong forms, past the last character, a byte order mark, half a character.
        [0xED, 0xA0, 0x80], [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xF4, 0x90, 0x80, 0x80], [0xEF, 0xBB, 0xBF], [0xC3],
    ];

    private readonly Random _random = new(seed);

    public byte[] Mutate(byte[] payload)
    {
        for (var edits = _random.Next(1, 3); edits > 0; edits--) payload = Edit(payload);
        return payload;
    }

    private byte[] Edit(byte[] b)
    {
        var at = _random.Next(b.Length);
        switch (_random.Next(6))
        {
            case 0: return Replace(b, at, Any(Alphabet));
            case 1: return Replace(b, at, Any(Digits));
            case 2: return [.. b[..at], Any(Alphabet), .. b[at..]];
            case 3: return [.. b[..at], Any(Digits), .. b[at..]];
            case 4: return [.. b[..at], .. b[(at + 1)..]];
            case 5 when _pieces.Length > 1 && _random.Next(2) == 0:
                return [.. b[..at], .. _pieces[_random.Next(_pieces.Length)], .. b[at..]];
            default: return [.. b[..at], .. Snippets[_random.Next(Snippets.Length)], .. b[at..]];
        }
    }

    private static byte[] Replace(byte[] b, int at, byte value)
    {
        b = [.. b];
        b[at] = value;
        return b;
    }

    private static IEnumerable<byte[]> Utf8(params string[] texts) => texts.Select(System.Text.Encoding.UTF8.GetBytes);

    private byte Any(byte[] alphabet) => alphabet[_random.Next(alphabet.Length)];
}
