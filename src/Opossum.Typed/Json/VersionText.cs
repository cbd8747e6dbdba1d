using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Opossum.Typed.Json;

/// <summary>Versions to and from two to four numbers with points between them.</summary>
internal static class VersionText
{
    /// <summary>2147483647.2147483647.2147483647.2147483647</summary>
    public const int MaxLength = 43;

    /// <summary>Reads a whole text, as System.Text.Json does: what it starts and ends with must be a digit.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, [NotNullWhen(true)] out Version? value)
    {
        value = null;
        if (text.Length is 0 or > MaxLength || !char.IsAsciiDigit((char)text[0]) || !char.IsAsciiDigit((char)text[^1])) return false;
        Span<char> characters = stackalloc char[MaxLength];
        return Version.TryParse(characters[..Encoding.Latin1.GetChars(text, characters)], out value);
    }
}
