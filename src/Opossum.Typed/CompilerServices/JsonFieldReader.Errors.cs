using System.Text.Json;
using Opossum.Typed.Json;

namespace Opossum.Typed.CompilerServices;

public ref partial struct JsonFieldReader
{
    private const string NotDecodable = "the text is no valid UTF-8, or has half a surrogate pair";

    /// <summary>The error of a current value that is not what was declared. Returned, for the caller to throw.</summary>
    /// <param name="what">What should be there, such as <c>one of Red, Green</c>.</param>
    public readonly EventFormatException Expected(string what) => Error($"expected {what}, found {Found}", _json.TokenStartIndex);

    /// <summary>The kind of the current value; never the value itself, which may be personal and would end up in somebody's logs.</summary>
    private readonly string Found => _json.TokenType switch
    {
        JsonTokenType.Null => "null",
        JsonTokenType.String => "other text",
        JsonTokenType.Number => "another number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        _ => "nothing",
    };

    private readonly EventFormatException Malformed(JsonException e)
    {
        // The platform's error quotes characters of the payload, so it is not passed on.
        var offset = Offset(e);
        return Error(offset < _utf8.Length ? "the payload is no valid JSON from here on" : "the payload ends too early", offset);
    }

    private readonly EventFormatException Undecodable() => Error(NotDecodable, _json.TokenStartIndex);

    private readonly EventFormatException Error(string problem, long offset, Exception? inner = null) =>
        new(_eventName, problem, JsonPath.At(_utf8, offset, FieldNames.Declared(_declared)), offset, inner: inner);

    /// <summary>The platform tells the line and the byte in it.</summary>
    private readonly long Offset(JsonException e)
    {
        var offset = 0;
        for (var line = e.LineNumber ?? 0; line > 0; line--) offset += _utf8[offset..].IndexOf((byte)'\n') + 1;
        return Math.Min(offset + (e.BytePositionInLine ?? 0), _utf8.Length);
    }
}
