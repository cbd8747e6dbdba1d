using Opossum.Typed.Json;

namespace Opossum.Typed.CompilerServices;

public ref partial struct JsonEventWriter
{
    /// <summary>Writes a whole number.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="EventFormatException">The payload is longer than any append can be.</exception>
    public void Write(int value) => Write((long)value);

    /// <summary>Writes a whole number.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="EventFormatException">The payload is longer than any append can be.</exception>
    public void Write(long value) => _length += IntegerText.Write(value, ref Reserve(IntegerText.MaxLength));

    /// <summary>Writes a whole number.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="EventFormatException">The payload is longer than any append can be.</exception>
    public void Write(ulong value) => _length += IntegerText.Write(value, ref Reserve(IntegerText.MaxLength));

    /// <summary>Writes the shortest text that reads back to the same number.</summary>
    /// <param name="value">The value; JSON has no NaN and no infinities.</param>
    /// <exception cref="EventFormatException">The value is NaN or an infinity, or the payload is longer than any append can be.</exception>
    public void Write(float value)
    {
        if (!float.IsFinite(value)) throw NoNumber();
        Reserve(FloatText.MaxLength);
        _length += FloatText.Write(value, _buffer[_length..]);
    }

    /// <summary>Writes the shortest text that reads back to the same number.</summary>
    /// <param name="value">The value; JSON has no NaN and no infinities.</param>
    /// <exception cref="EventFormatException">The value is NaN or an infinity, or the payload is longer than any append can be.</exception>
    public void Write(double value)
    {
        if (!double.IsFinite(value)) throw NoNumber();
        Reserve(DoubleText.MaxLength);
        _length += DoubleText.Write(value, _buffer[_length..]);
    }

    /// <summary>Writes plain digits with the value's own scale: 1.50 stays 1.50.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="EventFormatException">The payload is longer than any append can be.</exception>
    public void Write(decimal value)
    {
        Reserve(DecimalText.MaxLength);
        _length += DecimalText.Write(value, _buffer[_length..]);
    }

    private readonly EventFormatException NoNumber() => Error("the value is NaN or an infinity, and JSON has no such number");
}
