using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Opossum.Typed.Personal;

/// <summary>
/// Wraps the keys of subjects by a master key. The key that wraps follows from the master key, the epoch of the file, which rises with each
/// rotation, and the store; the nonce from the id of the key and the epoch, so that none is used twice.
/// </summary>
internal sealed class KeyWrapping : IDisposable
{
    public const int CheckBytes = 8;

    private readonly Lock _using = new();           // a cipher is not for two threads
    private readonly AesGcm _cipher;

    public KeyWrapping(ReadOnlySpan<byte> master, uint epoch, Guid store)
    {
        Epoch = epoch;
        Check = Derive(master, "opossum check"u8, epoch, store)[..CheckBytes];
        _cipher = new(Derive(master, "opossum wrap"u8, epoch, store), AesGcm.TagByteSizes.MaxSize);
    }

    public uint Epoch { get; }

    /// <summary>Tells in a file's header which master key it is for.</summary>
    public byte[] Check { get; }

    public void Wrap(ReadOnlySpan<byte> key, ref Slot slot)
    {
        Span<byte> wrapped = slot.Key;
        Seal(slot.Id, slot.Subject, key, wrapped[..WrappedKey.KeyBytes], wrapped[WrappedKey.KeyBytes..]);
    }

    /// <exception cref="AuthenticationTagMismatchException">The slot is not what this master key has wrapped.</exception>
    public void Unwrap(in Slot slot, Span<byte> key)
    {
        ReadOnlySpan<byte> wrapped = slot.Key;
        Open(slot.Id, slot.Subject, wrapped[..WrappedKey.KeyBytes], wrapped[WrappedKey.KeyBytes..], key);
    }

    public void Seal(ulong id, UInt128 subject, ReadOnlySpan<byte> plain, Span<byte> sealedBytes, Span<byte> tag)
    {
        Span<byte> nonce = stackalloc byte[12], bound = stackalloc byte[16];
        Bind(id, subject, nonce, bound);
        lock (_using) _cipher.Encrypt(nonce, plain, sealedBytes, tag, bound);
    }

    public void Open(ulong id, UInt128 subject, ReadOnlySpan<byte> sealedBytes, ReadOnlySpan<byte> tag, Span<byte> plain)
    {
        Span<byte> nonce = stackalloc byte[12], bound = stackalloc byte[16];
        Bind(id, subject, nonce, bound);
        lock (_using) _cipher.Decrypt(nonce, sealedBytes, tag, plain, bound);
    }

    public void Dispose() => _cipher.Dispose();

    private void Bind(ulong id, UInt128 subject, Span<byte> nonce, Span<byte> bound)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(nonce, id);
        BinaryPrimitives.WriteUInt32LittleEndian(nonce[8..], Epoch);
        BinaryPrimitives.WriteUInt128LittleEndian(bound, subject);
    }

    private static byte[] Derive(ReadOnlySpan<byte> master, ReadOnlySpan<byte> purpose, uint epoch, Guid store)
    {
        Span<byte> bound = stackalloc byte[20];
        BinaryPrimitives.WriteUInt32LittleEndian(bound, epoch);
        store.TryWriteBytes(bound[4..], bigEndian: true, out _);
        return HMACSHA256.HashData(master, [.. purpose, .. bound]);
    }
}
