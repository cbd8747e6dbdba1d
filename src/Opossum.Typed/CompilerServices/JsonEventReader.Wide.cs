using System.Numerics;
using Opossum.Typed.Json;

namespace Opossum.Typed.CompilerServices;

public ref partial struct JsonEventReader
{
    /// <summary>Reads a number.</summary>
    /// <param name="value">The value read: the nearest that a half can hold.</param>
    /// <returns>False when no number in the range of a half comes next.</returns>
    public bool TryRead(out Half value)
    {
        if (!HalfText.TryRead(Rest, out value, out var length)) return false;
        _position += length;
        return true;
    }

    /// <summary>Reads a whole number.</summary>
    /// <param name="value">The value read.</param>
    /// <returns>False when no whole number of 128 bits comes next.</returns>
    public bool TryRead(out Int128 value)
    {
        if (!WideIntegerText.TryRead(Rest, out value, out var length)) return false;
        _position += length;
        return true;
    }

    /// <summary>Reads a whole number.</summary>
    /// <param name="value">The value read.</param>
    /// <returns>False when no whole number of 128 bits, without a sign, comes next.</returns>
    public bool TryRead(out UInt128 value)
    {
        if (!WideIntegerText.TryRead(Rest, out value, out var length)) return false;
        _position += length;
        return true;
    }

    /// <summary>Reads a whole number of at most 4,096 characters.</summary>
    /// <param name="value">The value read.</param>
    /// <returns>False when no such number comes next.</returns>
    public bool TryRead(out BigInteger value)
    {
        if (!WideIntegerText.TryRead(Rest, out value, out var length)) return false;
        _position += length;
        return true;
    }
}
