using System.Runtime.CompilerServices;

namespace Opossum.Typed.Json;

/// <summary>Points in time to and from the 33 characters <c>yyyy-MM-ddTHH:mm:ss.fffffff+hh:mm</c>.</summary>
internal static class TimestampText
{
    public const int Length = 33;

    private const uint MaxOffsetMinutes = 14 * 60;

    /// <summary>Writes <see cref="Length"/> bytes; the caller has checked that there is room.</summary>
    public static void Write(DateTimeOffset value, ref byte d)
    {
        var local = value.DateTime;
        local.Deconstruct(out int year, out int month, out int day);
        var ticks = local.Ticks % TimeSpan.TicksPerDay;
        var seconds = (int)(ticks / TimeSpan.TicksPerSecond);
        var fraction = (int)(ticks - seconds * TimeSpan.TicksPerSecond);
        var minutes = seconds / 60;
        var high = fraction / 1000;
        var low = fraction - high * 1000;
        var offset = value.TotalOffsetMinutes;

        Two(ref d, 0, year / 100);
        Two(ref d, 2, year % 100);
        Unsafe.Add(ref d, 4) = (byte)'-';
        Two(ref d, 5, month);
        Unsafe.Add(ref d, 7) = (byte)'-';
        Two(ref d, 8, day);
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
        Unsafe.Add(ref d, 27) = (byte)(offset < 0 ? '-' : '+');
        offset = Math.Abs(offset);
        Two(ref d, 28, offset / 60);
        Unsafe.Add(ref d, 30) = (byte)':';
        Two(ref d, 31, offset % 60);
    }

    /// <summary>Reads <see cref="Length"/> bytes, which the caller has checked to be there; anything but the form that is written is refused.</summary>
    public static bool TryRead(ref byte s, out DateTimeOffset value)
    {
        value = default;
        // Collects whatever is no digit, to be looked at once.
        uint bad = 0;
        var year = Two(ref s, 0, ref bad) * 100 + Two(ref s, 2, ref bad);
        var month = Two(ref s, 5, ref bad);
        var day = Two(ref s, 8, ref bad);
        var hour = Two(ref s, 11, ref bad);
        var minute = Two(ref s, 14, ref bad);
        var second = Two(ref s, 17, ref bad);
        var fraction = ((Two(ref s, 20, ref bad) * 100 + Two(ref s, 22, ref bad)) * 100 + Two(ref s, 24, ref bad)) * 10 + One(ref s, 26, ref bad);
        var offsetMinutes = Two(ref s, 31, ref bad);
        var offset = Two(ref s, 28, ref bad) * 60 + offsetMinutes;
        var sign = Unsafe.Add(ref s, 27);
        if (bad != 0
            || Unsafe.Add(ref s, 4) != '-' || Unsafe.Add(ref s, 7) != '-' || Unsafe.Add(ref s, 10) != 'T'
            || Unsafe.Add(ref s, 13) != ':' || Unsafe.Add(ref s, 16) != ':' || Unsafe.Add(ref s, 19) != '.'
            || Unsafe.Add(ref s, 30) != ':' || sign is not ((byte)'+' or (byte)'-')) return false;
        if (year == 0 || month - 1 > 11 || day == 0 || (day > 28 && day > DateTime.DaysInMonth((int)year, (int)month))
            || hour > 23 || minute > 59 || second > 59 || offsetMinutes > 59 || offset > MaxOffsetMinutes) return false;

        var ticks = new DateTime((int)year, (int)month, (int)day).Ticks + (hour * 3600 + minute * 60 + second) * TimeSpan.TicksPerSecond + fraction;
        var offsetTicks = (sign == '-' ? -(long)offset : offset) * TimeSpan.TicksPerMinute;
        if ((ulong)(ticks - offsetTicks) > (ulong)DateTime.MaxValue.Ticks) return false;
        value = new(ticks, new TimeSpan(offsetTicks));
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Two(ref byte d, int at, int value) => IntegerText.WritePair(value, ref Unsafe.Add(ref d, at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Two(ref byte s, int at, ref uint bad) => One(ref s, at, ref bad) * 10 + One(ref s, at + 1, ref bad);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint One(ref byte s, int at, ref uint bad)
    {
        var digit = (uint)Unsafe.Add(ref s, at) - '0';
        bad |= digit > 9 ? 1u : 0u;
        return digit;
    }
}
