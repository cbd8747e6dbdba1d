using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json;
using Opossum.Typed.Json;

namespace Opossum.Typed.CompilerServices;

public ref partial struct JsonFieldReader
{
    /// <summary><c>\uXXXX</c></summary>
    private const int MaxEscapedCharacter = 6;

    /// <summary>Whether the current value is <c>null</c>.</summary>
    public readonly bool IsNull => _json.TokenType == JsonTokenType.Null;

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
        _json.TokenType == JsonTokenType.String && TryGet(out Guid value)
            ? value
            : throw Expected("a guid such as 6f9619ff-8b86-d011-b42d-00cf4fc964ff");

    /// <summary>The current value as one character.</summary>
    /// <exception cref="EventFormatException">It is no text, or text of another length, or half a surrogate pair.</exception>
    public readonly char ReadChar()
    {
        Span<char> character = stackalloc char[MaxEscapedCharacter];
        return _json.TokenType == JsonTokenType.String && Length is > 0 and <= MaxEscapedCharacter && Unescape(character) == 1
            ? character[0]
            : throw Expected("one character");
    }

    /// <summary>The current value as bytes in base64.</summary>
    /// <exception cref="EventFormatException">It is no such text.</exception>
    public readonly byte[] ReadBytes() =>
        _json.TokenType == JsonTokenType.String && TryGet(out byte[]? value) ? value : throw Expected("bytes in base64");

    /// <summary>The current value as bytes in base64.</summary>
    /// <exception cref="EventFormatException">It is no such text.</exception>
    public readonly ReadOnlyMemory<byte> ReadMemory() => ReadBytes();

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
        catch (InvalidOperationException)
        {
            throw Undecodable();
        }
    }

    private readonly string Text()
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Undecodable();
        }
    }

    private readonly bool TryGet(out Guid value)
    {
        // The same verdict as the platform's, sooner.
        if (!_json.ValueIsEscaped && _json.ValueSpan.Length == GuidText.Length)
            return GuidText.TryRead(ref MemoryMarshal.GetReference(_json.ValueSpan), out value);
        try
        {
            return _json.TryGetGuid(out value);
        }
        catch (InvalidOperationException)
        {
            throw Undecodable();
        }
    }

    private readonly bool TryGet([NotNullWhen(true)] out byte[]? value)
    {
        try
        {
            return _json.TryGetBytesFromBase64(out value);
        }
        catch (InvalidOperationException)
        {
            throw Undecodable();
        }
    }

    /// <summary>The bytes of the current text, before escapes are resolved.</summary>
    private readonly int Length => _json.ValueSpan.Length;

    private readonly int Unescape(Span<char> destination)
    {
        try
        {
            return _json.CopyString(destination);
        }
        catch (InvalidOperationException)
        {
            throw Undecodable();
        }
    }
}
