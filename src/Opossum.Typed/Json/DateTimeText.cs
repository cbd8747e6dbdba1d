using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Opossum.Typed.Json;

/// <summary>
/// Dates and times of day to and from <c>yyyy-MM-ddTHH:mm:ss.fffffff</c>, or its first ten characters. What a <see cref="DateTime"/> is (of
/// nowhere, UTC, local) shows behind it as nothing, <c>Z</c>, or an offset.
/// </summary>
internal static class DateTimeText
{
    public const int DateLength = 10;

    /// <summary>A date, a time of day, and nothing behind it.</summary>
    public const int PlainLength = 27;

    public const int MaxLength = TimestampText.Length;

    /// <summary>Writes to a buffer of at least <see cref="MaxLength"/> bytes and answers how many were written.</summary>
    public static int Write(DateTime value, Span<byte> buffer)
    {
        if (value.Kind == DateTimeKind.Local)
        {
            value.TryFormat(buffer, out var written, "O", CultureInfo.InvariantCulture);
            return written;
        }

        ref var d = ref MemoryMarshal.GetReference(buffer[..MaxLength]);
        WritePlain(value, ref d);
        if (value.Kind == DateTimeKind.Unspecified) return PlainLength;
        Unsafe.Add(ref d, PlainLength) = (byte)'Z';
        return PlainLength + 1;
    }

    /// <summary>
    /// True if a local time is read as it was written. Near the ends of time its offset leads past them, in an hour that the clocks skipped
    /// there is no such time, and the offsets of long ago have seconds, which no text holds.
    /// </summary>
    public static bool ComesBack(DateTime value, ReadOnlySpan<byte> written) =>
        TryRead(written, out var read, out var length) && length == written.Length && read.Ticks == value.Ticks;

    /// <summary>Writes <see cref="PlainLength"/> bytes; the caller has checked that there is room.</summary>
    public static void WritePlain(DateTime value, ref byte d)
    {
        WriteDate(DateOnly.FromDateTime(value), ref d);
        var ticks = value.Ticks % TimeSpan.TicksPerDay;
        var seconds = (int)(ticks / TimeSpan.TicksPerSecond);
        var fraction = (int)(ticks - seconds * TimeSpan.TicksPerSecond);
        var minutes = seconds / 60;
        var high = fraction / 1000;
        var low = fraction - high * 1000;
        Unsafe.Add(ref d, 10) = (byte)'T';
        Two(ref d, 11, minutes / 60);
        Unsafe.Add(ref d, 13) = (byte)':';
        Two(ref d, 14, minutes % 60);
        Unsafe.Add(ref d, 16) = (byte)':';
        Two(ref d, 17, seconds % 60);
        Unsafe.Add(ref d, 19) = (byte)'.';
        Two(ref d, 20, high / 100);
        Two(ref d, 22, high % 100);
        Unsafe.Add(ref d, 24) = (byte)('0' + low / 100);
        Two(ref d, 25, low % 100);
    }

    /// <summary>Writes <see cref="DateLength"/> bytes; the caller has checked that there is room.</summary>
    public static void WriteDate(DateOnly value, ref byte d)
    {
        value.Deconstruct(out var year, out var month, out var day);
        Two(ref d, 0, year / 100);
        Two(ref d, 2, year % 100);
        Unsafe.Add(ref d, 4) = (byte)'-';
        Two(ref d, 5, month);
        Unsafe.Add(ref d, 7) = (byte)'-';
        Two(ref d, 8, day);
    }

    /// <summary>Reads what the text starts with, in exactly the form that is written; what follows is not judged.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out DateTime value, out int length)
    {
        value = default;
        length = PlainLength;
        if (text.Length <= PlainLength) return false;
        ref var s = ref MemoryMarshal.GetReference(text);
        if (text[PlainLength] is (byte)'+' or (byte)'-')
        {
            length = MaxLength;
            if (text.Length < MaxLength || !TimestampText.TryRead(ref s, out var timestamp)) return false;
            value = timestamp.LocalDateTime;
            return true;
        }

        if (!TryReadPlain(ref s, out var ticks)) return false;
        var isUtc = text[PlainLength] == 'Z';
        if (isUtc) length++;
        value = new(ticks, isUtc ? DateTimeKind.Utc : DateTimeKind.Unspecified);
        return true;
    }

    /// <summary>Reads <see cref="PlainLength"/> bytes, which the caller has checked to be there, as ticks.</summary>
    public static bool TryReadPlain(ref byte s, out long ticks)
    {
        // Collects whatever is no digit, to be looked at once.
        uint bad = 0;
        var hour = Two(ref s, 11, ref bad);
        var minute = Two(ref s, 14, ref bad);
        var second = Two(ref s, 17, ref bad);
        var fraction = ((Two(ref s, 20, ref bad) * 100 + Two(ref s, 22, ref bad)) * 100 + Two(ref s, 24, ref bad)) * 10
            + One(ref s, 26, ref bad);
        ticks = 0;
        if (!TryReadDate(ref s, out var date) || bad != 0
            || Unsafe.Add(ref s, 10) != 'T' || Unsafe.Add(ref s, 13) != ':' || Unsafe.Add(ref s, 16) != ':' || Unsafe.Add(ref s, 19) != '.'
            || hour > 23 || minute > 59 || second > 59) return false;
        ticks = date.DayNumber * TimeSpan.TicksPerDay + (hour * 3600 + minute * 60 + second) * TimeSpan.TicksPerSecond + fraction;
        return true;
    }

    /// <summary>Reads <see cref="DateLength"/> bytes, which the caller has checked to be there.</summary>
    public static bool TryReadDate(ref byte s, out DateOnly value)
    {
        uint bad = 0;
        var year = Two(ref s, 0, ref bad) * 100 + Two(ref s, 2, ref bad);
        var month = Two(ref s, 5, ref bad);
        var day = Two(ref s, 8, ref bad);
        value = default;
        if (bad != 0 || Unsafe.Add(ref s, 4) != '-' || Unsafe.Add(ref s, 7) != '-'
            || year == 0 || month - 1 > 11 || day == 0 || (day > 28 && day > DateTime.DaysInMonth((int)year, (int)month))) return false;
        value = new((int)year, (int)month, (int)day);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Two(ref byte d, int at, int value) => IntegerText.WritePair(value, ref Unsafe.Add(ref d, at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Two(ref byte s, int at, ref uint bad) => One(ref s, at, ref bad) * 10 + One(ref s, at + 1, ref bad);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint One(ref byte s, int at, ref uint bad)
    {
        var digit = (uint)Unsafe.Add(ref s, at) - '0';
        bad |= digit > 9 ? 1u : 0u;
        return digit;
    }
}
