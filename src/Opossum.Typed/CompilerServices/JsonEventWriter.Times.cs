using Opossum.Typed.Json;

namespace Opossum.Typed.CompilerServices;

public ref partial struct JsonEventWriter
{
    /// <summary>Writes the 33 characters <c>yyyy-MM-ddTHH:mm:ss.fffffff+hh:mm</c>, without quotes: ticks and offset survive.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="EventFormatException">The payload is longer than any append can be.</exception>
    public void Write(DateTimeOffset value)
    {
        TimestampText.Write(value, ref Reserve(TimestampText.Length));
        _length += TimestampText.Length;
    }

    /// <summary>
    /// Writes <c>yyyy-MM-ddTHH:mm:ss.fffffff</c>, without quotes: with a <c>Z</c> behind it when the time is of UTC, with the offset of
    /// this machine when it is local, and as it is when it says neither.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <exception cref="EventFormatException">
    /// The time is local and its text would be read as another time or as none, or the payload is longer than any append can be.
    /// </exception>
    public void Write(DateTime value)
    {
        Reserve(DateTimeText.MaxLength);
        var written = DateTimeText.Write(value, _buffer[_length..]);
        if (value.Kind == DateTimeKind.Local && !DateTimeText.ComesBack(value, _buffer.Slice(_length, written)))
            throw Error(
                "the local time can't be read back: its offset leads out of the years 1 to 9999, or the clocks here skipped it; use "
                + "DateTimeOffset, or a DateTime of UTC");
        _length += written;
    }

    /// <summary>Writes the 10 characters <c>yyyy-MM-dd</c>, without quotes.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="EventFormatException">The payload is longer than any append can be.</exception>
    public void Write(DateOnly value)
    {
        DateTimeText.WriteDate(value, ref Reserve(DateTimeText.DateLength));
        _length += DateTimeText.DateLength;
    }

    /// <summary>Writes <c>hh:mm:ss</c> without quotes, and <c>.fffffff</c> behind it when there is a fraction of a second.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="EventFormatException">The payload is longer than any append can be.</exception>
    public void Write(TimeOnly value) => Write(value.ToTimeSpan());

    /// <summary>Writes <c>[-][d.]hh:mm:ss[.fffffff]</c> without quotes.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="EventFormatException">The payload is longer than any append can be.</exception>
    public void Write(TimeSpan value)
    {
        Reserve(DurationText.MaxLength);
        _length += DurationText.Write(value, _buffer[_length..]);
    }
}
