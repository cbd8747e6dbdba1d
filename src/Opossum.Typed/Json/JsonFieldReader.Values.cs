using System.Runtime.InteropServices;
using System.Text.Json;

namespace Opossum.Typed.Json;

public ref partial struct JsonFieldReader
{
    /// <summary>Whether the current value is <c>null</c>.</summary>
    public readonly bool IsNull => _json.TokenType == JsonTokenType.Null;

    /// <summary>The current value as a whole number.</summary>
    /// <exception cref="EventFormatException">It is no whole number of 32 bits.</exception>
    public readonly int ReadInt32() =>
        _json.TokenType == JsonTokenType.Number && _json.TryGetInt32(out var value) ? value : throw Expected("a whole number of 32 bits");

    /// <summary>The current value as a whole number.</summary>
    /// <exception cref="EventFormatException">It is no whole number of 64 bits.</exception>
    public readonly long ReadInt64() =>
        _json.TokenType == JsonTokenType.Number && _json.TryGetInt64(out var value) ? value : throw Expected("a whole number of 64 bits");

    /// <summary>The current value as a number: the nearest that a double can hold.</summary>
    /// <exception cref="EventFormatException">It is no number.</exception>
    public readonly double ReadDouble() =>
        _json.TokenType == JsonTokenType.Number && _json.TryGetDouble(out var value) ? value : throw Expected("a number");

    /// <summary>The current value as a decimal, its scale kept; digits beyond what a decimal holds are rounded.</summary>
    /// <exception cref="EventFormatException">It is no number in the range of a decimal.</exception>
    public readonly decimal ReadDecimal() =>
        _json.TokenType == JsonTokenType.Number && _json.TryGetDecimal(out var value) ? value : throw Expected("a number in the range of a decimal");

    /// <summary>The current value as <c>true</c> or <c>false</c>.</summary>
    /// <exception cref="EventFormatException">It is neither.</exception>
    public readonly bool ReadBoolean() => _json.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Expected("true or false"),
    };

    /// <summary>The current value as text.</summary>
    /// <exception cref="EventFormatException">It is no text, or text that is no valid UTF-8 or has half a surrogate pair.</exception>
    public readonly string ReadString() => _json.TokenType == JsonTokenType.String ? Text() : throw Expected("text");

    /// <summary>The current value as a guid in format <c>D</c>.</summary>
    /// <exception cref="EventFormatException">It is no such text.</exception>
    public readonly Guid ReadGuid() =>
        _json.TokenType == JsonTokenType.String && TryGet(out Guid value) ? value : throw Expected("a guid such as 6f9619ff-8b86-d011-b42d-00cf4fc964ff");

    /// <summary>The current value as a point in time, in the extended profile of ISO 8601; where it has no offset, that of the machine is taken.</summary>
    /// <exception cref="EventFormatException">It is no such text.</exception>
    public readonly DateTimeOffset ReadDateTimeOffset() => _json.TokenType == JsonTokenType.String && TryGet(out DateTimeOffset value)
        ? value
        : throw Expected("a time such as 2026-11-23T09:51:16.1234567+01:00");

    /// <summary>Whether the current value is this text; for enums.</summary>
    /// <param name="text">UTF-8, without escapes; case matters.</param>
    /// <exception cref="EventFormatException">The value is text with half a surrogate pair.</exception>
    public readonly bool TextIs(ReadOnlySpan<byte> text)
    {
        if (_json.TokenType != JsonTokenType.String) return false;
        try
        {
            return _json.ValueTextEquals(text);
        }
        catch (InvalidOperationException e)
        {
            throw Undecodable(e);
        }
    }

    private readonly string Text()
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw Undecodable(e);
        }
    }

    private readonly void CheckText() => Text();

    private readonly bool TryGet(out Guid value)
    {
        // The same verdict as the platform's, sooner.
        if (!_json.ValueIsEscaped && _json.ValueSpan.Length == GuidText.Length)
            return GuidText.TryRead(ref MemoryMarshal.GetReference(_json.ValueSpan), out value);
        try
        {
            return _json.TryGetGuid(out value);
        }
        catch (InvalidOperationException e)
        {
            throw Undecodable(e);
        }
    }

    private readonly bool TryGet(out DateTimeOffset value)
    {
        if (!_json.ValueIsEscaped && _json.ValueSpan.Length == TimestampText.Length
            && TimestampText.TryRead(ref MemoryMarshal.GetReference(_json.ValueSpan), out value)) return true;
        try
        {
            return _json.TryGetDateTimeOffset(out value);
        }
        catch (InvalidOperationException e)
        {
            throw Undecodable(e);
        }
    }
}
