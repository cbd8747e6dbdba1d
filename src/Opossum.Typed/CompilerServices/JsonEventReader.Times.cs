using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Opossum.Typed.Json;

namespace Opossum.Typed.CompilerServices;

public ref partial struct JsonEventReader
{
    /// <summary>
    /// Reads a point in time in exactly the form that is written, <c>yyyy-MM-ddTHH:mm:ss.fffffff+hh:mm</c>, without quotes.
    /// </summary>
    /// <param name="value">The value read.</param>
    /// <returns>False when something else comes next.</returns>
    public bool TryRead(out DateTimeOffset value)
    {
        value = default;
        if (_utf8.Length - _position < TimestampText.Length) return false;
        if (!TimestampText.TryRead(ref Unsafe.Add(ref MemoryMarshal.GetReference(_utf8), _position), out value)) return false;
        _position += TimestampText.Length;
        return true;
    }

    /// <summary>
    /// Reads a time in exactly the form that is written, without quotes: <c>yyyy-MM-ddTHH:mm:ss.fffffff</c>, then <c>Z</c> for UTC, an
    /// offset for a local time (which becomes one of this machine), or nothing.
    /// </summary>
    /// <param name="value">The value read.</param>
    /// <returns>False when something else comes next.</returns>
    public bool TryRead(out DateTime value)
    {
        if (!DateTimeText.TryRead(Rest, out value, out var length)) return false;
        _position += length;
        return true;
    }

    /// <summary>Reads a date, <c>yyyy-MM-dd</c>, without quotes.</summary>
    /// <param name="value">The value read.</param>
    /// <returns>False when something else comes next.</returns>
    public bool TryRead(out DateOnly value)
    {
        value = default;
        if (_utf8.Length - _position < DateTimeText.DateLength) return false;
        if (!DateTimeText.TryReadDate(ref Unsafe.Add(ref MemoryMarshal.GetReference(_utf8), _position), out value)) return false;
        _position += DateTimeText.DateLength;
        return true;
    }

    /// <summary>Reads a time of day, <c>hh:mm:ss.fffffff</c>, up to its closing quote, which stays for the next constant.</summary>
    /// <param name="value">The value read.</param>
    /// <returns>False when something else comes next.</returns>
    public bool TryRead(out TimeOnly value)
    {
        value = default;
        var length = QuoteWithin(DurationText.MaxTimeLength);
        if (length < 0 || !DurationText.TryRead(Rest[..length], out value)) return false;
        _position += length;
        return true;
    }

    /// <summary>Reads a duration, <c>d.hh:mm:ss.fffffff</c>, up to its closing quote, which stays for the next constant.</summary>
    /// <param name="value">The value read.</param>
    /// <returns>False when something else comes next.</returns>
    public bool TryRead(out TimeSpan value)
    {
        value = default;
        var length = QuoteWithin(DurationText.MaxLength);
        if (length < 0 || !DurationText.TryRead(Rest[..length], out value)) return false;
        _position += length;
        return true;
    }

    /// <summary>How many bytes come before the next quote; -1 when there are more than these.</summary>
    private readonly int QuoteWithin(int bytes)
    {
        var rest = Rest;
        return rest[..Math.Min(rest.Length, bytes + 1)].IndexOf((byte)'"');
    }
}
