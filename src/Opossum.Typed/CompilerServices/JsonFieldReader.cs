using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Opossum.Typed.Json;
using Opossum.Typed.Personal;

namespace Opossum.Typed.CompilerServices;

/// <summary>
/// The tolerant way to read a payload: fields in any order, unknown ones skipped, white space and every escape. It stands on one value at a
/// time and throws <see cref="EventFormatException"/>, with event, field and offset, at whatever is not as declared. JSON itself is judged
/// by the platform's reader: no comments, no trailing commas, at most 64 levels. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct JsonFieldReader
{
    private readonly ReadOnlySpan<byte> _utf8;
    private readonly string _eventName;
    private readonly SubjectKeyRing? _keys;         // what opens sealed parts; null for a store without keys
    private Utf8JsonReader _json;
    private ulong _declared;            // a bit for each open object whose current field the event declares: others may be keys of a map

    internal JsonFieldReader(ReadOnlySpan<byte> utf8, string eventName)
    {
        _utf8 = utf8;
        _eventName = eventName;
        _json = new(utf8, new JsonReaderOptions { MaxDepth = JsonDepth.Max });
        Read();
    }

    /// <summary>Enters the object that is the current value; then <see cref="NextField"/> goes from field to field.</summary>
    /// <exception cref="EventFormatException">The current value is no object.</exception>
    public readonly void StartObject()
    {
        if (_json.TokenType != JsonTokenType.StartObject) throw Expected("an object");
    }

    /// <summary>Goes to the name of the object's next field. The value before it must have been read or skipped.</summary>
    /// <returns>False at the end of the object, which is then the current value.</returns>
    /// <exception cref="EventFormatException">The payload is no valid JSON.</exception>
    public bool NextField()
    {
        Read();
        if (_json.TokenType != JsonTokenType.PropertyName) return false;
        // A name that can't be decoded must not pass for an unknown one.
        _declared &= Depth - 1;
        if (_json.ValueIsEscaped && EscapedText.HasHalfPair(_json.ValueSpan)) throw Undecodable();
        return true;
    }

    /// <summary>Goes to the value of the current field, if it has this name.</summary>
    /// <param name="name">The name as UTF-8, without escapes; case matters.</param>
    /// <returns>False for another name; the reader then stays on the name.</returns>
    /// <exception cref="EventFormatException">The payload is no valid JSON.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryField(ReadOnlySpan<byte> name)
    {
        if (_json.ValueIsEscaped ? !_json.ValueTextEquals(name) : !_json.ValueSpan.SequenceEqual(name)) return false;
        _declared |= Depth;
        Read();
        return true;
    }

    /// <summary>Skips the current field, name and value.</summary>
    /// <exception cref="EventFormatException">The payload is no valid JSON, or the field is sealed and declared nowhere.</exception>
    public void Skip()
    {
        if (_json.TokenType == JsonTokenType.PropertyName && _json.ValueSpan.StartsWith("$sealed"u8)) throw SealedUndeclared();
        Pass();
    }

    /// <summary>Goes on behind what is current, whoever reads it later.</summary>
    private void Pass()
    {
        try
        {
            _json.Skip();
        }
        catch (JsonException e)
        {
            throw Malformed(e);
        }
    }

    /// <summary>Enters the array that is the current value; then <see cref="NextItem"/> goes from item to item.</summary>
    /// <exception cref="EventFormatException">The current value is no array.</exception>
    public readonly void StartArray()
    {
        if (_json.TokenType != JsonTokenType.StartArray) throw Expected("an array");
    }

    /// <summary>Goes to the array's next item, which is then the current value. The one before it must have been read.</summary>
    /// <returns>False at the end of the array, which is then the current value.</returns>
    /// <exception cref="EventFormatException">The payload is no valid JSON.</exception>
    public bool NextItem()
    {
        Read();
        return _json.TokenType != JsonTokenType.EndArray;
    }

    /// <summary>Checks, at the end of an object, that no required field was missing.</summary>
    /// <param name="seen">A bit for each field that was there.</param>
    /// <param name="required">A bit for each field that must be there.</param>
    /// <param name="fields">The fields' names; bit <c>i</c> is <c>fields[i]</c>.</param>
    /// <exception cref="EventFormatException">A required field is missing; the first one is named.</exception>
    public readonly void Require(ulong seen, ulong required, params ReadOnlySpan<string> fields)
    {
        var missing = required & ~seen;
        if (missing == 0) return;
        throw Missing(fields[BitOperations.TrailingZeroCount(missing)]);
    }

    /// <summary>Checks, after the root value, that only white space follows.</summary>
    /// <exception cref="EventFormatException">Something else follows.</exception>
    public void End() => Read();

    /// <summary>The bit of the object that has the current field.</summary>
    private readonly ulong Depth => 1UL << (_json.CurrentDepth - 1);

    private void Read()
    {
        try
        {
            _json.Read();
        }
        catch (JsonException e)
        {
            throw Malformed(e);
        }
    }
}
