using System.Runtime.CompilerServices;

namespace Opossum.Typed.Json;

/// <summary>Points in time to and from the 33 characters <c>yyyy-MM-ddTHH:mm:ss.fffffff+hh:mm</c>.</summary>
internal static class TimestampText
{
    public const int Length = DateTimeText.PlainLength + 6;

    private const uint MaxOffsetMinutes = 14 * 60;

    /// <summary>Writes <see cref="Length"/> bytes; the caller has checked that there is room.</summary>
    public static void Write(DateTimeOffset value, ref byte d)
    {
        DateTimeText.WritePlain(value.DateTime, ref d);
        var offset = value.TotalOffsetMinutes;
        Unsafe.Add(ref d, 27) = (byte)(offset < 0 ? '-' : '+');
        offset = Math.Abs(offset);
        DateTimeText.Two(ref d, 28, offset / 60);
        Unsafe.Add(ref d, 30) = (byte)':';
        DateTimeText.Two(ref d, 31, offset % 60);
    }

    /// <summary>
    /// Reads <see cref="Length"/> bytes, which the caller has checked to be there; anything but the form that is written is refused.
    /// </summary>
    public static bool TryRead(ref byte s, out DateTimeOffset value)
    {
        value = default;
        uint bad = 0;
        var offsetMinutes = DateTimeText.Two(ref s, 31, ref bad);
        var offset = DateTimeText.Two(ref s, 28, ref bad) * 60 + offsetMinutes;
        var sign = Unsafe.Add(ref s, 27);
        if (!DateTimeText.TryReadPlain(ref s, out var ticks)
            || bad != 0
            || Unsafe.Add(ref s, 30) != ':'
            || sign is not ((byte)'+' or (byte)'-')
            || offsetMinutes > 59 || offset > MaxOffsetMinutes) return false;

        var offsetTicks = (sign == '-' ? -(long)offset : offset) * TimeSpan.TicksPerMinute;
        if ((ulong)(ticks - offsetTicks) > (ulong)DateTime.MaxValue.Ticks) return false;
        value = new(ticks, new TimeSpan(offsetTicks));
        return true;
    }
}
