using System.Text.Json;
using Opossum.Typed.Json;

namespace Opossum.Typed.CompilerServices;

public ref partial struct JsonFieldReader
{
    /// <summary>The current value as an address, absolute or relative.</summary>
    /// <exception cref="EventFormatException">It is no such text.</exception>
    public readonly Uri ReadUri() =>
        _json.TokenType == JsonTokenType.String && AddressText.TryRead(Text(), out var value)
            ? value
            : throw Expected("an address such as https://example.org/");

    /// <summary>The current value as a version of two to four numbers.</summary>
    /// <exception cref="EventFormatException">It is no such text.</exception>
    public readonly Version ReadVersion()
    {
        Span<byte> buffer = stackalloc byte[VersionText.MaxLength * EscapedLength];
        return TryGetText(buffer, out var text) && VersionText.TryRead(text, out var value)
            ? value
            : throw Expected("a version such as 1.2.3");
    }

    /// <summary>The current value, whatever it is.</summary>
    /// <returns>The value, which does not share the payload's memory.</returns>
    /// <exception cref="EventFormatException">It is no valid JSON, or text in it can't be decoded.</exception>
    public JsonElement ReadJsonElement()
    {
        var json = new Utf8JsonReader(ReadValue(out _));
        return JsonElement.ParseValue(ref json);
    }

    /// <summary>The bytes of the current value, to its end: valid JSON whose text can be decoded.</summary>
    private ReadOnlySpan<byte> ReadValue(out long offset)
    {
        offset = _json.TokenStartIndex;
        Skip();
        var value = _utf8[(int)offset..(int)_json.BytesConsumed];
        return OpenJson.IsDecodable(value) ? value : throw Error(NotDecodable, offset);
    }
}
