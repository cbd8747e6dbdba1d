using System.Runtime.InteropServices;
using System.Text.Json;
using Opossum.Typed.Json;

namespace Opossum.Typed.CompilerServices;

public ref partial struct JsonEventWriter
{
    /// <summary>Writes an address as it was given, without quotes; the path of a file with its scheme.</summary>
    /// <param name="value">The address, absolute or relative; not null.</param>
    /// <exception cref="EventFormatException">
    /// The address is null, holds half a surrogate pair or would be read as another one, or the payload is longer than any append can be.
    /// </exception>
    public void Write(Uri value)
    {
        if (value is null) throw IsNull();
        var text = AddressText.Of(value);
        if (!AddressText.ComesBack(value, text))
            throw Error("the address can't be read back from its text as it is; make it of that text with UriKind.RelativeOrAbsolute");
        Write(text);
    }

    /// <summary>Writes two to four numbers with points between them, without quotes.</summary>
    /// <param name="value">The version; not null.</param>
    /// <exception cref="EventFormatException">The version is null, or the payload is longer than any append can be.</exception>
    public void Write(Version value)
    {
        if (value is null) throw IsNull();
        Reserve(VersionText.MaxLength);
        value.TryFormat(_buffer[_length..], out var written);
        _length += written;
    }

    /// <summary>Writes any JSON, its white space and comments left out.</summary>
    /// <param name="value">The value; at most 32 levels of objects and arrays.</param>
    /// <exception cref="EventFormatException">
    /// The value is <c>default</c> and so no JSON, nests deeper, has text that is no valid UTF-8 or holds half a surrogate pair, or the
    /// payload is longer than any append can be.
    /// </exception>
    public void Write(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
            throw Error("the JsonElement is 'default', which is no JSON; for nothing, declare it with a question mark and use null");
        WriteValue(JsonMarshal.GetRawUtf8Value(value), "the JsonElement");
    }

    /// <summary>
    /// Copies one JSON value token by token: what it says about itself is not taken on trust, since a payload must be readable by
    /// everybody.
    /// </summary>
    /// <param name="json">The value.</param>
    /// <param name="what">Who says so, for errors.</param>
    private void WriteValue(scoped ReadOnlySpan<byte> json, string what)
    {
        if (!OpenJson.IsDecodable(json)) throw Error($"{what} holds text that is no valid UTF-8, or half a surrogate pair");
        var start = _length;
        var reader = new Utf8JsonReader(json, OpenJson.Written);
        try
        {
            for (var follows = false; reader.Read();)
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) Descend();
                else if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray) Ascend();
                follows = Copy(reader.TokenType, reader.ValueSpan, follows);
            }
        }
        catch (Exception e) when (e is JsonException or EventFormatException)
        {
            // The field is named, not a place inside it; and the platform's error, which quotes the value, is not passed on.
            _length = start;
            throw Error(e is EventFormatException tooLong
                ? tooLong.Problem
                : $"{what} is no single JSON value of at most {OpenJson.MaxDepthWritten} levels");
        }
    }

    /// <returns>Whether a comma comes before what is next, unless that is an end.</returns>
    private bool Copy(JsonTokenType token, scoped ReadOnlySpan<byte> text, bool follows)
    {
        if (follows && token is not (JsonTokenType.EndObject or JsonTokenType.EndArray)) Raw(","u8);
        switch (token)
        {
            case JsonTokenType.StartObject: Raw("{"u8); return false;
            case JsonTokenType.StartArray: Raw("["u8); return false;
            case JsonTokenType.EndObject: Raw("}"u8); return true;
            case JsonTokenType.EndArray: Raw("]"u8); return true;
            case JsonTokenType.PropertyName: Quoted(text); Raw(":"u8); return false;
            case JsonTokenType.String: Quoted(text); return true;
            default: Raw(text); return true;
        }
    }

    private void Quoted(scoped ReadOnlySpan<byte> text)
    {
        Raw("\""u8);
        Raw(text);
        Raw("\""u8);
    }
}
