using Opossum.Typed.Json;

namespace Opossum.Typed.CompilerServices;

public ref partial struct JsonEventReader
{
    /// <summary>Reads a whole number.</summary>
    /// <param name="value">The value read.</param>
    /// <returns>False when no whole number from 0 to 255 comes next.</returns>
    public bool TryRead(out byte value)
    {
        var isThere = TryReadWhole(byte.MinValue, byte.MaxValue, out var wide);
        value = (byte)wide;
        return isThere;
    }

    /// <summary>Reads a whole number.</summary>
    /// <param name="value">The value read.</param>
    /// <returns>False when no whole number from -128 to 127 comes next.</returns>
    public bool TryRead(out sbyte value)
    {
        var isThere = TryReadWhole(sbyte.MinValue, sbyte.MaxValue, out var wide);
        value = (sbyte)wide;
        return isThere;
    }

    /// <summary>Reads a whole number.</summary>
    /// <param name="value">The value read.</param>
    /// <returns>False when no whole number of 16 bits comes next.</returns>
    public bool TryRead(out short value)
    {
        var isThere = TryReadWhole(short.MinValue, short.MaxValue, out var wide);
        value = (short)wide;
        return isThere;
    }

    /// <summary>Reads a whole number.</summary>
    /// <param name="value">The value read.</param>
    /// <returns>False when no whole number of 16 bits, without a sign, comes next.</returns>
    public bool TryRead(out ushort value)
    {
        var isThere = TryReadWhole(ushort.MinValue, ushort.MaxValue, out var wide);
        value = (ushort)wide;
        return isThere;
    }

    /// <summary>Reads a whole number.</summary>
    /// <param name="value">The value read.</param>
    /// <returns>False when no whole number of 32 bits comes next.</returns>
    public bool TryRead(out int value)
    {
        var isThere = TryReadWhole(int.MinValue, int.MaxValue, out var wide);
        value = (int)wide;
        return isThere;
    }

    /// <summary>Reads a whole number.</summary>
    /// <param name="value">The value read.</param>
    /// <returns>False when no whole number of 32 bits, without a sign, comes next.</returns>
    public bool TryRead(out uint value)
    {
        var isThere = TryReadWhole(uint.MinValue, uint.MaxValue, out var wide);
        value = (uint)wide;
        return isThere;
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

    /// <summary>Reads a whole number.</summary>
    /// <param name="value">The value read.</param>
    /// <returns>False when no whole number of 64 bits, without a sign, comes next.</returns>
    public bool TryRead(out ulong value)
    {
        if (!IntegerText.TryRead(Rest, out value, out var length)) return false;
        _position += length;
        return true;
    }

    /// <summary>Reads a number.</summary>
    /// <param name="value">The value read: the nearest that a float can hold.</param>
    /// <returns>False when no number in the range of a float comes next.</returns>
    public bool TryRead(out float value)
    {
        if (!FloatText.TryRead(Rest, out value, out var length)) return false;
        _position += length;
        return true;
    }

    /// <summary>Reads a number.</summary>
    /// <param name="value">The value read: the nearest that a double can hold.</param>
    /// <returns>False when no number in the range of a double comes next.</returns>
    public bool TryRead(out double value)
    {
        if (!DoubleText.TryRead(Rest, out value, out var length)) return false;
        _position += length;
        return true;
    }

    /// <summary>
    /// Reads a number of plain digits, keeping its scale; one with an exponent or with more than 19 digits is left to the tolerant path.
    /// </summary>
    /// <param name="value">The value read.</param>
    /// <returns>False when something else comes next.</returns>
    public bool TryRead(out decimal value)
    {
        if (!DecimalText.TryRead(Rest, out value, out var length)) return false;
        _position += length;
        return true;
    }

    private bool TryReadWhole(long min, long max, out long value)
    {
        // A negative zero has no place among numbers that have no sign, and the platform refuses it there.
        if (!IntegerText.TryRead(Rest, out value, out var length) || value < min || value > max || (min == 0 && _utf8[_position] == '-'))
            return false;
        _position += length;
        return true;
    }
}
