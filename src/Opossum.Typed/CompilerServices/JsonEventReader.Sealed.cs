using Opossum.Typed.Personal;

namespace Opossum.Typed.CompilerServices;

public ref partial struct JsonEventReader
{
    /// <param name="utf8">The payload.</param>
    /// <param name="eventName">For messages.</param>
    /// <param name="keys">What opens its sealed parts; null for a store without.</param>
    internal JsonEventReader(ReadOnlySpan<byte> utf8, string eventName, SubjectKeyRing? keys) : this(utf8, eventName) => _keys = keys;

    /// <summary>Reads <c>null</c>, or base64 between quotes, without opening it.</summary>
    /// <param name="part">The part read.</param>
    /// <returns>False when something else comes next.</returns>
    public bool TryReadSealed(out SealedText part)
    {
        part = default;
        if (TryConsume("null"u8)) return true;
        if (_position >= _utf8.Length || _utf8[_position] != (byte)'"') return false;
        var text = _utf8[(_position + 1)..];
        var end = text.IndexOfAny((byte)'"', (byte)'\\');
        if (end <= 0 || text[end] != (byte)'"') return false;
        part = new(text[..end]);
        _position += end + 2;
        return true;
    }

    /// <summary>Opens a part. What is in it must be read before the next one is opened.</summary>
    /// <param name="part">The part.</param>
    /// <param name="subject">Whose it is.</param>
    /// <param name="personal">Reads what is in it.</param>
    /// <returns>False when it is null, or its subject was erased: then the members are their replacements.</returns>
    /// <exception cref="EventFormatException">It is not what was sealed for this subject.</exception>
    /// <exception cref="SubjectKeyMissingException">Its key is neither in the key store nor erased.</exception>
    public readonly bool TryOpen<TTag>(SealedText part, TTag subject, out JsonEventReader personal) where TTag : ITag<TTag>
    {
        var isOpen = SealedTexts.TryOpen(_keys, _eventName, part, subject, out var plain);
        personal = new(plain, _eventName, _keys);
        return isOpen;
    }

    /// <summary>Consumes the last bytes of a sealed part, which blanks may follow.</summary>
    /// <param name="expected">The predicted bytes.</param>
    /// <returns>False when other bytes come next, or anything but blanks after them.</returns>
    public bool TryConsumePadded(ReadOnlySpan<byte> expected) => TryConsume(expected) && !Rest.ContainsAnyExcept((byte)' ');
}
