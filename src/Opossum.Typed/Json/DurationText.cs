using System.Buffers.Text;

namespace Opossum.Typed.Json;

/// <summary>Durations and times of day to and from <c>[-][d.]hh:mm:ss[.fffffff]</c>, by the platform's own code.</summary>
internal static class DurationText
{
    /// <summary>-10675199.02:48:05.4775808</summary>
    public const int MaxLength = 26;

    /// <summary>23:59:59.9999999</summary>
    public const int MaxTimeLength = 16;

    private const int MinTimeLength = 3;

    /// <summary>Writes to a buffer of at least <see cref="MaxLength"/> bytes and answers how many were written.</summary>
    public static int Write(TimeSpan value, Span<byte> buffer)
    {
        Utf8Formatter.TryFormat(value, buffer, out var written);
        return written;
    }

    /// <summary>Reads a whole text, as System.Text.Json does: what it starts with must be a digit or a minus.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out TimeSpan value)
    {
        value = default;
        return !text.IsEmpty && (char.IsAsciiDigit((char)text[0]) || text[0] == '-')
            && Utf8Parser.TryParse(text, out value, out var length, 'c') && length == text.Length;
    }

    /// <summary>Reads a whole text that is a time of day: without a sign, without days.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out TimeOnly value)
    {
        value = default;
        var separator = text.IndexOfAny((byte)'.', (byte)':');
        if (text.Length < MinTimeLength || !char.IsAsciiDigit((char)text[0]) || separator < 0 || text[separator] == '.') return false;
        if (!TryRead(text, out TimeSpan duration) || duration.Ticks is < 0 or >= TimeSpan.TicksPerDay) return false;
        value = new(duration.Ticks);
        return true;
    }
}
