using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Opossum.Typed.Personal;

/// <summary>
/// The key of a subject, ready for use. A cipher of the platform is not for two threads: used by four at once it gave wrong bytes without
/// an error, so each has its lock. Whoever erases the subject takes the cipher away, from those too that look at the key already.
/// </summary>
internal sealed class SubjectKey : IDisposable
{
    public const int NonceBytes = 12;
    public const int TagBytes = 16;

    private readonly Lock _using = new();
    private readonly byte[] _nonceKey;          // for nonces that a repeated append must have again; dies with the key
    private readonly byte[] _subject;
    private AesGcm? _cipher;

    /// <param name="id">The key's id.</param>
    /// <param name="subject">The subject's tag.</param>
    /// <param name="key">The 32 bytes of the key.</param>
    public SubjectKey(ulong id, ReadOnlySpan<byte> subject, ReadOnlySpan<byte> key)
    {
        (Id, _subject) = (id, subject.ToArray());
        _cipher = new(key, TagBytes);
        _nonceKey = HMACSHA256.HashData(key, "opossum nonce"u8);
    }

    public ulong Id { get; }

    public ReadOnlySpan<byte> Subject => _subject;

    public bool IsErased => Volatile.Read(ref _cipher) is null;

    /// <returns>False if the subject was erased.</returns>
    public bool TryEncrypt(
        ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain, Span<byte> sealedText, Span<byte> tag, ReadOnlySpan<byte> bound)
    {
        lock (_using)
        {
            if (_cipher is null) return false;
            _cipher.Encrypt(nonce, plain, sealedText, tag, bound);
            return true;
        }
    }

    /// <returns>False if the subject was erased.</returns>
    /// <exception cref="AuthenticationTagMismatchException">The bytes are not what was sealed.</exception>
    public bool TryDecrypt(
        ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedText, ReadOnlySpan<byte> tag, Span<byte> plain, ReadOnlySpan<byte> bound)
    {
        lock (_using)
        {
            if (_cipher is null) return false;
            _cipher.Decrypt(nonce, sealedText, tag, plain, bound);
            return true;
        }
    }

    /// <summary>
    /// A nonce that is another for other content, and the same again for the same: an append that is repeated by its key has the same
    /// bytes.
    /// </summary>
    /// <param name="salt">The append key, and which part of the append it is.</param>
    /// <param name="bound">What the text is bound to.</param>
    /// <param name="plain">The text.</param>
    /// <param name="nonce">Is filled.</param>
    public void DeriveNonce(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> bound, ReadOnlySpan<byte> plain, Span<byte> nonce)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _nonceKey);
        Span<byte> lengths = stackalloc byte[8], full = stackalloc byte[HMACSHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt32LittleEndian(lengths, salt.Length);
        BinaryPrimitives.WriteInt32LittleEndian(lengths[4..], bound.Length);
        mac.AppendData(lengths);
        mac.AppendData(salt);
        mac.AppendData(bound);
        mac.AppendData(plain);
        mac.GetHashAndReset(full);
        full[..nonce.Length].CopyTo(nonce);
    }

    /// <summary>From here on it neither seals nor opens anything.</summary>
    public void Dispose()
    {
        lock (_using)
        {
            _cipher?.Dispose();
            Volatile.Write(ref _cipher, null);
            CryptographicOperations.ZeroMemory(_nonceKey);
        }
    }
}
