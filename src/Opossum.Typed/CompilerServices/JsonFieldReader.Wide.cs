using System.Numerics;
using System.Text.Json;
using Opossum.Typed.Json;

namespace Opossum.Typed.CompilerServices;

public ref partial struct JsonFieldReader
{
    /// <summary>The current value as a number: the nearest that a half can hold.</summary>
    /// <exception cref="EventFormatException">
    /// It is no number in the range of a half: no infinity is made of one that is too large.
    /// </exception>
    public readonly Half ReadHalf() =>
        _json.TokenType == JsonTokenType.Number && HalfText.TryRead(_json.ValueSpan, out Half value, out _)
            ? value
            : throw Expected("a number in the range of a half");

    /// <summary>The current value as a whole number.</summary>
    /// <exception cref="EventFormatException">It is not a whole number of 128 bits.</exception>
    public readonly Int128 ReadInt128() =>
        _json.TokenType == JsonTokenType.Number && WideIntegerText.TryRead(_json.ValueSpan, out Int128 value, out _)
            ? value
            : throw Expected("a whole number of 128 bits");

    /// <summary>The current value as a whole number.</summary>
    /// <exception cref="EventFormatException">It is not a whole number of 128 bits without a sign.</exception>
    public readonly UInt128 ReadUInt128() =>
        _json.TokenType == JsonTokenType.Number && WideIntegerText.TryRead(_json.ValueSpan, out UInt128 value, out _)
            ? value
            : throw Expected("a whole number of 128 bits without a sign");

    /// <summary>The current value as a whole number.</summary>
    /// <exception cref="EventFormatException">It is not a whole number of at most 4,096 characters.</exception>
    public readonly BigInteger ReadBigInteger() =>
        _json.TokenType == JsonTokenType.Number && WideIntegerText.TryRead(_json.ValueSpan, out BigInteger value, out _)
            ? value
            : throw Expected($"a whole number of at most {WideIntegerText.MaxBigLength} characters");
}
