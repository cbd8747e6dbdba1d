using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Opossum.Typed.Json;

namespace Opossum.Typed.CompilerServices;

public ref partial struct JsonEventReader
{
    /// <summary>Reads an address up to its closing quote, which stays for the next constant.</summary>
    /// <param name="value">The address read, absolute or relative.</param>
    /// <returns>False when something else comes next.</returns>
    public bool TryRead([NotNullWhen(true)] out Uri? value)
    {
        value = null;
        return TryRead(out string? text) && AddressText.TryRead(text, out value);
    }

    /// <summary>Reads two to four numbers with points between them, up to the closing quote, which stays for the next constant.</summary>
    /// <param name="value">The version read.</param>
    /// <returns>False when something else comes next.</returns>
    public bool TryRead([NotNullWhen(true)] out Version? value)
    {
        value = null;
        var length = QuoteWithin(VersionText.MaxLength);

        // The platform takes blanks between the numbers, and tabs, which JSON forbids. A slash, which lies between the point and the
        // digits, it takes not.
        if (length < 0 || Rest[..length].ContainsAnyExceptInRange((byte)'.', (byte)'9') || !VersionText.TryRead(Rest[..length], out value))
            return false;
        _position += length;
        return true;
    }

    /// <summary>Reads any value. One of more than 16 levels is left to the tolerant path.</summary>
    /// <param name="value">The value read, which does not share the payload's memory.</param>
    /// <returns>False when no valid JSON comes next, or text in it can't be decoded.</returns>
    public bool TryRead(out JsonElement value)
    {
        value = default;
        if (!OpenJson.TryMeasure(Rest, out var length)) return false;
        var json = new Utf8JsonReader(Rest[..length]);
        value = JsonElement.ParseValue(ref json);
        _position += length;
        return true;
    }
}
