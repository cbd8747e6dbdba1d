using System.Runtime.InteropServices;
using System.Text.Json;
using Opossum.Typed.Json;

namespace Opossum.Typed.CompilerServices;

public ref partial struct JsonFieldReader
{
    /// <summary>Every character of a text can be escaped, as <c>\uXXXX</c>.</summary>
    private const int EscapedLength = 6;

    /// <summary>
    /// The current value as a point in time, in the extended profile of ISO 8601; where it has no offset, that of the machine is taken.
    /// </summary>
    /// <exception cref="EventFormatException">It is no such text.</exception>
    public readonly DateTimeOffset ReadDateTimeOffset() => _json.TokenType == JsonTokenType.String && TryGet(out DateTimeOffset value)
        ? value
        : throw Expected("a time such as 2026-11-23T09:51:16.1234567+01:00");

    /// <summary>
    /// The current value as a time, in the extended profile of ISO 8601: of UTC where it ends with <c>Z</c>, local where it has an offset,
    /// of neither where nothing is said.
    /// </summary>
    /// <exception cref="EventFormatException">It is no such text.</exception>
    public readonly DateTime ReadDateTime() => _json.TokenType == JsonTokenType.String && TryGet(out DateTime value)
        ? value
        : throw Expected("a time such as 2026-11-23T09:51:16.1234567");

    /// <summary>The current value as a date.</summary>
    /// <exception cref="EventFormatException">It is no such text.</exception>
    public readonly DateOnly ReadDateOnly()
    {
        Span<byte> buffer = stackalloc byte[DateTimeText.DateLength * EscapedLength];
        return TryGetText(buffer, out var text) && text.Length == DateTimeText.DateLength
            && DateTimeText.TryReadDate(ref MemoryMarshal.GetReference(text), out var value)
                ? value
                : throw Expected("a date such as 2026-11-23");
    }

    /// <summary>The current value as a time of day.</summary>
    /// <exception cref="EventFormatException">It is no such text.</exception>
    public readonly TimeOnly ReadTimeOnly()
    {
        Span<byte> buffer = stackalloc byte[DurationText.MaxTimeLength * EscapedLength];
        return TryGetText(buffer, out var text) && DurationText.TryRead(text, out TimeOnly value)
            ? value
            : throw Expected("a time of day such as 09:51:16.1234567");
    }

    /// <summary>The current value as a duration.</summary>
    /// <exception cref="EventFormatException">It is no such text.</exception>
    public readonly TimeSpan ReadTimeSpan()
    {
        Span<byte> buffer = stackalloc byte[DurationText.MaxLength * EscapedLength];
        return TryGetText(buffer, out var text) && DurationText.TryRead(text, out TimeSpan value)
            ? value
            : throw Expected("a duration such as 1.09:51:16.1234567");
    }

    /// <summary>The current text without its escapes; false where the value is none, or longer than the buffer.</summary>
    private readonly bool TryGetText(Span<byte> buffer, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (_json.TokenType != JsonTokenType.String || _json.ValueSpan.Length > buffer.Length) return false;
        text = _json.ValueSpan;
        if (!_json.ValueIsEscaped) return true;
        try
        {
            text = buffer[.._json.CopyString(buffer)];
            return true;
        }
        catch (InvalidOperationException)
        {
            throw Undecodable();
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
        catch (InvalidOperationException)
        {
            throw Undecodable();
        }
    }

    private readonly bool TryGet(out DateTime value)
    {
        try
        {
            return _json.TryGetDateTime(out value);
        }
        catch (InvalidOperationException)
        {
            throw Undecodable();
        }
    }
}
