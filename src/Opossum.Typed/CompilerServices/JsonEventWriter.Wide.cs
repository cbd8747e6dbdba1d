using System.Numerics;
using Opossum.Typed.Json;

namespace Opossum.Typed.CompilerServices;

// Called by name, not as overloads of Write: a byte or a ushort converts to each of these, and the compiler could not choose.
public ref partial struct JsonEventWriter
{
    /// <summary>Writes the shortest text that reads back to the same number.</summary>
    /// <param name="value">The value; JSON has no NaN and no infinities.</param>
    /// <exception cref="EventFormatException">The value is NaN or an infinity, or the payload is longer than any append can be.</exception>
    public void WriteHalf(Half value)
    {
        if (!Half.IsFinite(value)) throw NoNumber();
        Reserve(HalfText.MaxLength);
        _length += HalfText.Write(value, _buffer[_length..]);
    }

    /// <summary>Writes a whole number.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="EventFormatException">The payload is longer than any append can be.</exception>
    public void WriteInt128(Int128 value) => WriteWide(value);

    /// <summary>Writes a whole number.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="EventFormatException">The payload is longer than any append can be.</exception>
    public void WriteUInt128(UInt128 value) => WriteWide(value);

    /// <summary>Writes a whole number.</summary>
    /// <param name="value">The value: at most 4,096 characters, its sign included.</param>
    /// <exception cref="EventFormatException">The number is longer than that, or the payload is longer than any append can be.</exception>
    public void WriteBigInteger(BigInteger value)
    {
        Reserve(WideIntegerText.MaxBigLength);
        if (!WideIntegerText.TryWrite(value, _buffer[_length..], out var written))
            throw Error($"the number is longer than {WideIntegerText.MaxBigLength} characters, and no reader would take it");
        _length += written;
    }

    private void WriteWide<T>(T value) where T : IUtf8SpanFormattable
    {
        Reserve(WideIntegerText.MaxLength);
        value.TryFormat(_buffer[_length..], out var written, default, System.Globalization.CultureInfo.InvariantCulture);
        _length += written;
    }
}
