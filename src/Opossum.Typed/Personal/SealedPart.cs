using System.Buffers.Binary;

namespace Opossum.Typed.Personal;

/// <summary>
/// What stands, as base64, in the field <c>$sealed</c> of a payload: a byte for the version, the key's id, the nonce, the cipher text and
/// the tag that authenticates it.
/// </summary>
/// <param name="bytes">All of it.</param>
internal readonly ref struct SealedPart(Span<byte> bytes)
{
    public const int Overhead = TextAt + SubjectKey.TagBytes;

    private const byte Version = 1;
    private const int NonceAt = 1 + sizeof(ulong);
    private const int TextAt = NonceAt + SubjectKey.NonceBytes;

    private readonly Span<byte> _bytes = bytes;

    public bool IsKnown => _bytes[0] == Version;

    public ulong KeyId => BinaryPrimitives.ReadUInt64LittleEndian(_bytes[1..]);

    public Span<byte> Nonce => _bytes.Slice(NonceAt, SubjectKey.NonceBytes);

    public Span<byte> Text => _bytes[TextAt..^SubjectKey.TagBytes];

    public Span<byte> Tag => _bytes[^SubjectKey.TagBytes..];

    public void Begin(ulong key)
    {
        _bytes[0] = Version;
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes[1..], key);
    }
}
