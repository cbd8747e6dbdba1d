using System.Globalization;

namespace Opossum.Typed.Json;

/// <summary>Halves to and from the shortest text that is the same number, exactly as the platform does it.</summary>
internal static class HalfText
{
    /// <summary>-6.104E-05, and room to spare.</summary>
    public const int MaxLength = 16;

    /// <summary>Writes a finite number to a buffer of at least <see cref="MaxLength"/> bytes and answers how many were written.</summary>
    public static int Write(Half value, Span<byte> buffer)
    {
        value.TryFormat(buffer, out var written, "R", CultureInfo.InvariantCulture);
        return written;
    }

    /// <summary>Reads the number that the text starts with; what follows is not judged.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out Half value, out int length)
    {
        length = JsonNumber.Length(text);
        value = default;
        return length > 0
            && Half.TryParse(text[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && Half.IsFinite(value);
    }
}
