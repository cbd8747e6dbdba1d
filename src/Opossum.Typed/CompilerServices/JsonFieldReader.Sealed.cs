using System.Text.Json;
using Opossum.Typed.Personal;

namespace Opossum.Typed.CompilerServices;

public ref partial struct JsonFieldReader
{
    internal JsonFieldReader(ReadOnlySpan<byte> utf8, string eventName, SubjectKeyRing? keys) : this(utf8, eventName) => _keys = keys;

    /// <summary>The current value as a sealed part, which is not opened yet.</summary>
    /// <exception cref="EventFormatException">It is neither null nor base64.</exception>
    public readonly SealedText ReadSealed() => _json.TokenType switch
    {
        JsonTokenType.Null => default,
        JsonTokenType.String when !_json.ValueIsEscaped && _json.ValueSpan.Length > 0 => new(_json.ValueSpan),
        _ => throw Expected("a sealed part"),
    };

    /// <summary>What was sealed and is declared in plain text now, or not at all, must not read as a default.</summary>
    private readonly EventFormatException SealedUndeclared() => new(
        _eventName,
        "is sealed, and no member of the declaration is personal of this subject any more; put [Personal] back on those that were",
        System.Text.Encoding.UTF8.GetString(_json.ValueSpan),
        _json.TokenStartIndex);

    /// <inheritdoc cref="JsonEventReader.TryOpen"/>
    public readonly bool TryOpen<TTag>(SealedText part, TTag subject, out JsonFieldReader personal) where TTag : ITag<TTag>
    {
        personal = default;
        if (!SealedTexts.TryOpen(_keys, _eventName, part, subject, out var plain)) return false;
        personal = new(plain, _eventName, _keys);
        return true;
    }
}
