using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Opossum.Typed.Json;

namespace Opossum.Typed.CompilerServices;

// The names of a dictionary's fields are its keys: read instead of compared.
public ref partial struct JsonFieldReader
{
    private const int MaxKeyLength = 36;

    /// <summary>Reads the name of the current field as text, and goes to its value.</summary>
    /// <param name="key">The name, escapes resolved.</param>
    /// <exception cref="EventFormatException">The payload is no valid JSON, or the name no valid UTF-8.</exception>
    public void ReadKey(out string key)
    {
        key = Text();
        Read();
    }

    /// <summary>Reads the name of the current field as a guid in format <c>D</c>, and goes to its value.</summary>
    /// <param name="key">The name.</param>
    /// <exception cref="EventFormatException">The payload is no valid JSON, or the name no such text.</exception>
    public void ReadKey(out Guid key)
    {
        Span<byte> buffer = stackalloc byte[MaxKeyLength * EscapedLength];
        if (!TryGetKey(buffer, out var text)
            || text.Length != GuidText.Length
            || !GuidText.TryRead(ref MemoryMarshal.GetReference(text), out key))
            throw ExpectedKey("a guid such as 6f9619ff-8b86-d011-b42d-00cf4fc964ff");
        Read();
    }

    /// <summary>Reads the name of the current field as a whole number, and goes to its value.</summary>
    /// <param name="key">The name.</param>
    /// <exception cref="EventFormatException">
    /// The payload is no valid JSON, or the name no whole number in the range of the type.
    /// </exception>
    public void ReadKey<T>(out T key) where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        Span<byte> buffer = stackalloc byte[MaxKeyLength * EscapedLength];
        if (!TryGetKey(buffer, out var text) || !IsWhole(text, out key))
            throw ExpectedKey($"a whole number from {T.MinValue} to {T.MaxValue}");
        Read();
    }

    /// <summary>
    /// Whether the name of the current field is a whole number; for enums, which may be stored as numbers. The reader stays on the name.
    /// </summary>
    /// <param name="key">The number.</param>
    public readonly bool TryPeekKey<T>(out T key) where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        Span<byte> buffer = stackalloc byte[MaxKeyLength * EscapedLength];
        key = default;
        return TryGetKey(buffer, out var text) && IsWhole(text, out key);
    }

    /// <summary>The error of a field's name that is no key of the declared type. Returned, for the caller to throw.</summary>
    /// <param name="what">What should be there, such as <c>one of Red, Green</c>.</param>
    public readonly EventFormatException ExpectedKey(string what) =>
        Error($"expected {what} as a key, found another name", _json.TokenStartIndex);

    /// <summary>
    /// The platform takes a sign where the type has one, and a plus everywhere; blanks, which the parser would take, it does not.
    /// </summary>
    private static bool IsSigned<T>(byte first)
        where T : IMinMaxValue<T>, INumberBase<T> =>
            char.IsAsciiDigit((char)first) || first == '+' || (first == '-' && T.IsNegative(T.MinValue));

    private static bool IsWhole<T>(ReadOnlySpan<byte> text, out T value) where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        value = default;
        return !text.IsEmpty
            && IsSigned<T>(text[0])
            && T.TryParse(text, CultureInfo.InvariantCulture, out value)
            && char.IsAsciiDigit((char)text[^1]);
    }

    private readonly bool TryGetKey(Span<byte> buffer, out ReadOnlySpan<byte> text)
    {
        text = _json.ValueSpan;
        if (text.Length > buffer.Length) return false;
        if (_json.ValueIsEscaped) text = buffer[.._json.CopyString(buffer)];
        return true;
    }
}
