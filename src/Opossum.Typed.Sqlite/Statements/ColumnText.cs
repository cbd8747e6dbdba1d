using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Opossum.Typed.Sqlite;

/// <summary>
/// How values look in a column. They sort as they should, a person can read them in a shell, and a parameter of Microsoft.Data.Sqlite, and
/// so of Dapper and EF Core, looks the same: times in UTC, dates and times of day are byte for byte as that writes them; guids are compared
/// without case, and decimals by value.
/// </summary>
internal static class ColumnText
{
    /// <summary>The longest text, in bytes.</summary>
    public const int MaxLength = 40;

    private const string DateTimeFormat = "yyyy-MM-dd HH:mm:ss.FFFFFFF";
    private const string DateFormat = "yyyy-MM-dd";
    private const string TimeFormat = "HH:mm:ss";
    private const string FineTimeFormat = "HH:mm:ss.fffffff";

    public static int Write(decimal value, Span<byte> utf8)
    {
        value.TryFormat(utf8, out var written, default, CultureInfo.InvariantCulture);
        return written;
    }

    public static int Write(Guid value, Span<byte> utf8)
    {
        value.TryFormat(utf8, out var written);
        return written;
    }

    /// <summary>The sign of the offset sorts before the point, and that before all digits: shorter fractions sort right.</summary>
    public static int Write(DateTimeOffset value, Span<byte> utf8)
    {
        value.UtcDateTime.TryFormat(utf8, out var written, DateTimeFormat, CultureInfo.InvariantCulture);
        "+00:00"u8.CopyTo(utf8[written..]);
        return written + 6;
    }

    public static int Write(DateOnly value, Span<byte> utf8)
    {
        value.TryFormat(utf8, out var written, DateFormat, CultureInfo.InvariantCulture);
        return written;
    }

    public static int Write(TimeOnly value, Span<byte> utf8)
    {
        var format = value.Ticks % TimeSpan.TicksPerSecond == 0 ? TimeFormat : FineTimeFormat;
        value.TryFormat(utf8, out var written, format, CultureInfo.InvariantCulture);
        return written;
    }

    public static decimal ReadDecimal(ReadOnlySpan<byte> utf8) =>
        decimal.TryParse(utf8, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw Wrong("decimal number");

    public static Guid ReadGuid(ReadOnlySpan<byte> utf8) =>
        Utf8Parser.TryParse(utf8, out Guid value, out var length) && length == utf8.Length ? value : throw Wrong("guid");

    public static DateTimeOffset ReadTimestamp(ReadOnlySpan<byte> utf8)
    {
        Span<char> text = stackalloc char[MaxLength];
        if (utf8.Length > MaxLength || !utf8.EndsWith("+00:00"u8)) throw Wrong("time in UTC");
        var length = Encoding.UTF8.GetChars(utf8[..^6], text);
        return DateTime.TryParseExact(
            text[..length], DateTimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
            ? new(value, TimeSpan.Zero)
            : throw Wrong("time in UTC");
    }

    public static DateOnly ReadDate(ReadOnlySpan<byte> utf8)
    {
        Span<char> text = stackalloc char[MaxLength];
        if (utf8.Length > MaxLength) throw Wrong("date");
        var length = Encoding.UTF8.GetChars(utf8, text);
        return DateOnly.TryParseExact(text[..length], DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
            ? value
            : throw Wrong("date");
    }

    public static TimeOnly ReadTime(ReadOnlySpan<byte> utf8)
    {
        Span<char> text = stackalloc char[MaxLength];
        if (utf8.Length > MaxLength) throw Wrong("time of day");
        var length = Encoding.UTF8.GetChars(utf8, text);
        var format = length == TimeFormat.Length ? TimeFormat : FineTimeFormat;
        return TimeOnly.TryParseExact(text[..length], format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
            ? value
            : throw Wrong("time of day");
    }

    /// <summary>The collation <c>decimal</c>: numbers by value. The shell of SQLite has one of this name that does the same.</summary>
    public static int CompareDecimals(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.SequenceEqual(right)) return 0;
        return decimal.TryParse(left, NumberStyles.Float, CultureInfo.InvariantCulture, out var a)
            && decimal.TryParse(right, NumberStyles.Float, CultureInfo.InvariantCulture, out var b)
            ? a.CompareTo(b)
            : left.SequenceCompareTo(right);
    }

    /// <inheritdoc cref="CompareDecimals(ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>
    public static int CompareDecimals(string left, string right) =>
        CompareDecimals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));

    private static FormatException Wrong(string expected) => new($"A column does not hold a {expected}.");
}
