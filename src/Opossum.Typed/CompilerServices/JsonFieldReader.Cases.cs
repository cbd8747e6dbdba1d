using System.Text.Json;
using Opossum.Typed.Json;

namespace Opossum.Typed.CompilerServices;

// A value of several types says in one of its fields which it is.
public ref partial struct JsonFieldReader
{
    /// <summary>
    /// Looks through the object that is the current value for the field that says which type it is, wherever it stands; this reader stays
    /// where it is.
    /// </summary>
    /// <param name="name">The field's name as UTF-8, without escapes.</param>
    /// <param name="found">A reader that stands on the field's value, or at the end of the object where there is none.</param>
    /// <returns>False where the object has no such field.</returns>
    /// <exception cref="EventFormatException">The current value is no object, or no valid JSON, or has the field twice.</exception>
    public readonly bool TryFind(ReadOnlySpan<byte> name, out JsonFieldReader found)
    {
        found = this;
        StartObject();
        var isFound = false;
        var ahead = this;
        while (ahead.NextField())
        {
            if (!ahead.TryField(name))
            {
                ahead.Pass();
                continue;
            }

            // Two could say two types, and nothing would tell which is meant.
            if (isFound) throw ahead.Error("it is there twice, and says which type the value is", ahead._json.TokenStartIndex);
            isFound = true;
            found = ahead;
            ahead.Pass();
        }

        if (!isFound) found = ahead;
        return isFound;
    }

    /// <summary>Whether the current value is this number; for values that say by a number which type they are.</summary>
    /// <param name="number">The number.</param>
    public readonly bool NumberIs(int number) =>
        _json.TokenType == JsonTokenType.Number && _json.TryGetInt32(out var value) && value == number;

    /// <summary>The error of a field that must be there. Returned, for the caller to throw.</summary>
    /// <param name="field">The field's name.</param>
    public readonly EventFormatException Missing(string field)
    {
        var offset = _json.TokenStartIndex;
        var path = JsonPath.OfField(_utf8, offset, field, FieldNames.Declared(_declared));
        return new(_eventName, "it is required, but missing", path, offset);
    }
}
