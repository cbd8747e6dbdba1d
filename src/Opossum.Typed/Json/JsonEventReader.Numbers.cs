namespace Opossum.Typed.Json;

public ref partial struct JsonEventReader
{
    /// <summary>Reads a whole number.</summary>
    /// <param name="value">The value read.</param>
    /// <returns>False when no whole number of 32 bits comes next.</returns>
    public bool TryRead(out int value)
    {
        if (!IntegerText.TryRead(Rest, out var wide, out var length) || wide != (int)wide)
        {
            value = 0;
            return false;
        }

        value = (int)wide;
        _position += length;
        return true;
    }

    /// <summary>Reads a whole number.</summary>
    /// <param name="value">The value read.</param>
    /// <returns>False when no whole number of 64 bits comes next.</returns>
    public bool TryRead(out long value)
    {
        if (!IntegerText.TryRead(Rest, out value, out var length)) return false;
        _position += length;
        return true;
    }

    /// <summary>Reads a number.</summary>
    /// <param name="value">The value read: the nearest that a double can hold.</param>
    /// <returns>False when no number comes next.</returns>
    public bool TryRead(out double value)
    {
        if (!DoubleText.TryRead(Rest, out value, out var length)) return false;
        _position += length;
        return true;
    }

    /// <summary>Reads a number of plain digits, keeping its scale; one with an exponent or with more than 19 digits is left to the tolerant path.</summary>
    /// <param name="value">The value read.</param>
    /// <returns>False when something else comes next.</returns>
    public bool TryRead(out decimal value)
    {
        if (!DecimalText.TryRead(Rest, out value, out var length)) return false;
        _position += length;
        return true;
    }
}
