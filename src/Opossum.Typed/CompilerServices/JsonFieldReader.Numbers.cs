using System.Numerics;
using System.Text.Json;

namespace Opossum.Typed.CompilerServices;

public ref partial struct JsonFieldReader
{
    /// <summary>The current value as a whole number.</summary>
    /// <exception cref="EventFormatException">It is not a whole number from 0 to 255.</exception>
    public readonly byte ReadByte() =>
        _json.TokenType == JsonTokenType.Number && _json.TryGetByte(out var value) ? value : throw Expected("a whole number from 0 to 255");

    /// <summary>The current value as a whole number.</summary>
    /// <exception cref="EventFormatException">It is not a whole number from -128 to 127.</exception>
    public readonly sbyte ReadSByte() =>
        _json.TokenType == JsonTokenType.Number && _json.TryGetSByte(out var value)
            ? value
            : throw Expected("a whole number from -128 to 127");

    /// <summary>The current value as a whole number.</summary>
    /// <exception cref="EventFormatException">It is not a whole number from -32768 to 32767.</exception>
    public readonly short ReadInt16() =>
        _json.TokenType == JsonTokenType.Number && _json.TryGetInt16(out var value)
            ? value
            : throw Expected("a whole number from -32768 to 32767");

    /// <summary>The current value as a whole number.</summary>
    /// <exception cref="EventFormatException">It is not a whole number from 0 to 65535.</exception>
    public readonly ushort ReadUInt16() =>
        _json.TokenType == JsonTokenType.Number && _json.TryGetUInt16(out var value)
            ? value
            : throw Expected("a whole number from 0 to 65535");

    /// <summary>The current value as a whole number.</summary>
    /// <exception cref="EventFormatException">It is not a whole number of 32 bits.</exception>
    public readonly int ReadInt32() =>
        _json.TokenType == JsonTokenType.Number && _json.TryGetInt32(out var value) ? value : throw Expected("a whole number of 32 bits");

    /// <summary>The current value as a whole number.</summary>
    /// <exception cref="EventFormatException">It is not a whole number from 0 to 4294967295.</exception>
    public readonly uint ReadUInt32() =>
        _json.TokenType == JsonTokenType.Number && _json.TryGetUInt32(out var value)
            ? value
            : throw Expected("a whole number from 0 to 4294967295");

    /// <summary>The current value as a whole number.</summary>
    /// <exception cref="EventFormatException">It is not a whole number of 64 bits.</exception>
    public readonly long ReadInt64() =>
        _json.TokenType == JsonTokenType.Number && _json.TryGetInt64(out var value) ? value : throw Expected("a whole number of 64 bits");

    /// <summary>The current value as a whole number.</summary>
    /// <exception cref="EventFormatException">It is not a whole number from 0 to 18446744073709551615.</exception>
    public readonly ulong ReadUInt64() =>
        _json.TokenType == JsonTokenType.Number && _json.TryGetUInt64(out var value)
            ? value
            : throw Expected("a whole number from 0 to 18446744073709551615");

    /// <summary>Whether the current value is a whole number of the type; for enums, which may be stored as numbers.</summary>
    /// <param name="value">The number.</param>
    public readonly bool TryReadNumber<T>(out T value) where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        value = default;
        return _json.TokenType == JsonTokenType.Number && IsWhole(_json.ValueSpan, out value);
    }

    /// <summary>The current value as a number: the nearest that a float can hold.</summary>
    /// <exception cref="EventFormatException">
    /// It is no number in the range of a float: no infinity is made of one that is too large.
    /// </exception>
    public readonly float ReadSingle() =>
        _json.TokenType == JsonTokenType.Number && _json.TryGetSingle(out var value) && float.IsFinite(value)
            ? value
            : throw Expected("a number in the range of a float");

    /// <summary>The current value as a number: the nearest that a double can hold.</summary>
    /// <exception cref="EventFormatException">
    /// It is no number in the range of a double: no infinity is made of one that is too large.
    /// </exception>
    public readonly double ReadDouble() =>
        _json.TokenType == JsonTokenType.Number && _json.TryGetDouble(out var value) && double.IsFinite(value)
            ? value
            : throw Expected("a number in the range of a double");

    /// <summary>The current value as a decimal, its scale kept; digits beyond what a decimal holds are rounded.</summary>
    /// <exception cref="EventFormatException">It is no number in the range of a decimal.</exception>
    public readonly decimal ReadDecimal() =>
        _json.TokenType == JsonTokenType.Number && _json.TryGetDecimal(out var value)
            ? value
            : throw Expected("a number in the range of a decimal");
}
