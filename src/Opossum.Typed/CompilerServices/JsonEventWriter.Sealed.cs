using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Opossum.Typed.Personal;

namespace Opossum.Typed.CompilerServices;

public ref partial struct JsonEventWriter
{
    private const int PaddedTo = 16;

    /// <param name="output">Where to.</param>
    /// <param name="eventName">For messages.</param>
    /// <param name="keys">What seals; null for a store without keys.</param>
    /// <param name="salt">The append key, whose repetition must have the same bytes; empty for none.</param>
    /// <param name="index">Which event of the append it is.</param>
    internal JsonEventWriter(EncodingBuffer output, string eventName, SubjectKeyRing? keys, ReadOnlySpan<byte> salt, int index)
        : this(output, eventName)
    {
        _keys = keys;
        _salt = salt;
        _part = index << 16;
    }

    /// <summary>Begins a part that is sealed: an object that is written as any other.</summary>
    /// <returns>Where it begins, for <see cref="EndSealed"/>.</returns>
    public readonly int BeginSealed() => _length;

    /// <summary>
    /// Seals what was written since by the key of its subject, and puts it in its place, as base64 between quotes. Blanks before it is
    /// sealed hide how long it was.
    /// </summary>
    /// <param name="start">Where it begins.</param>
    /// <param name="subject">Whose it is.</param>
    /// <exception cref="EventFormatException">The store was opened without keys, or the payload is too long.</exception>
    /// <exception cref="SubjectErasedException">The subject was erased.</exception>
    public void EndSealed<TTag>(int start, TTag subject) where TTag : ITag<TTag>
    {
        if (_keys is null) throw Error(SealedTexts.NoKeys);
        Span<byte> name = stackalloc byte[Tag.MaxBytes];
        var padding = -(_length - start) & (PaddedTo - 1);
        Reserve(padding);
        _buffer.Slice(_length, padding).Fill((byte)' ');
        _length += padding;
        var plain = _buffer[start.._length];
        var rented = ArrayPool<byte>.Shared.Rent(plain.Length + SealedPart.Overhead);
        try
        {
            var part = rented.AsSpan(0, plain.Length + SealedPart.Overhead);
            Span<byte> salt = stackalloc byte[AppendKey.MaxBytes + sizeof(int)];
            _keys.Seal(name[..SubjectName.Write(subject, name)], plain, salt[..WriteSalt(salt)], part);
            CryptographicOperations.ZeroMemory(plain);
            _length = start;
            Raw("\""u8);
            Reserve(Base64.GetMaxEncodedToUtf8Length(part.Length));
            Base64.EncodeToUtf8(part, _buffer[_length..], out _, out var written);
            _length += written;
            Raw("\""u8);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <returns>Its length; 0 for an append that is not repeated.</returns>
    private int WriteSalt(scoped Span<byte> salt)
    {
        if (_salt.IsEmpty) return 0;
        _salt.CopyTo(salt);
        BinaryPrimitives.WriteInt32LittleEndian(salt[_salt.Length..], _part++);
        return _salt.Length + sizeof(int);
    }
}
