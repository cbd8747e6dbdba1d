using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;

namespace Opossum.Typed.Personal;

/// <summary>
/// The first 4,096 bytes of a key file: whose keys they are, and what wraps them. Written once, with the file, and in two copies, of which
/// one is enough.
/// </summary>
internal static class KeyFileHeader
{
    public const int Bytes = 4096;
    public const int SecretBytes = 64;

    private const int CopyBytes = 512;
    private const int SecondCopy = 2048;
    private const uint Version = 1;
    private const int EpochAt = 12, StoreAt = 16, CheckAt = 32, SecretsAt = 64, TagAt = SecretsAt + SecretBytes, HashAt = CopyBytes - 8;

    private static ReadOnlySpan<byte> Magic => "OPSMKEYS"u8;

    public static byte[] Write(Guid store, KeyWrapping wrapping, ReadOnlySpan<byte> secrets)
    {
        var header = new byte[Bytes];
        var copy = header.AsSpan(0, CopyBytes);
        Magic.CopyTo(copy);
        BinaryPrimitives.WriteUInt32LittleEndian(copy[Magic.Length..], Version);
        BinaryPrimitives.WriteUInt32LittleEndian(copy[EpochAt..], wrapping.Epoch);
        store.TryWriteBytes(copy[StoreAt..], bigEndian: true, out _);
        wrapping.Check.CopyTo(copy[CheckAt..]);
        wrapping.Seal(0, 0, secrets, copy.Slice(SecretsAt, SecretBytes), copy.Slice(TagAt, 16));     // 0 is no key's id
        BinaryPrimitives.WriteUInt64LittleEndian(copy[HashAt..], XxHash3.HashToUInt64(copy[..HashAt]));
        copy.CopyTo(header.AsSpan(SecondCopy));
        return header;
    }

    /// <param name="header">The bytes that the file begins with.</param>
    /// <param name="file">The file, for messages.</param>
    /// <param name="store">The store that it must be of.</param>
    /// <param name="masters">The master keys that there are, the newest first.</param>
    /// <param name="secrets">What hides tags, and names subjects.</param>
    /// <returns>What wraps its keys.</returns>
    /// <exception cref="StoreFormatException">It is something else, of another store, or wrapped by another master key.</exception>
    /// <exception cref="StoreDamagedException">Neither copy is what was written.</exception>
    public static KeyWrapping Read(
        ReadOnlySpan<byte> header, string file, Guid store, IReadOnlyList<ReadOnlyMemory<byte>> masters, out byte[] secrets)
    {
        var copy = CopyOf(header, file);
        if (BinaryPrimitives.ReadUInt32LittleEndian(copy[Magic.Length..]) is var version and not Version)
            throw new StoreFormatException(file, $"is of version {version} of the format; this program reads version {Version}.");
        if (new Guid(copy.Slice(StoreAt, 16), bigEndian: true) is var other && other != store)
            throw new StoreFormatException(file, $"has the keys of the store {other}, and this is the store {store}. "
                + "Set OpossumOptions.Keys to the directory of this store's keys.");
        var epoch = BinaryPrimitives.ReadUInt32LittleEndian(copy[EpochAt..]);
        foreach (var master in masters)
        {
            var wrapping = new KeyWrapping(master.Span, epoch, store);
            try
            {
                if (wrapping.Check.AsSpan().SequenceEqual(copy.Slice(CheckAt, KeyWrapping.CheckBytes)))
                {
                    secrets = new byte[SecretBytes];
                    wrapping.Open(0, 0, copy.Slice(SecretsAt, SecretBytes), copy.Slice(TagAt, 16), secrets);
                    return wrapping;
                }
            }
            catch (AuthenticationTagMismatchException)
            {
                // Eight bytes that are alike by chance, or on purpose: it is another master key all the same.
            }

            wrapping.Dispose();
        }

        throw new StoreFormatException(file, $"is wrapped by the master key of epoch {epoch}, which was not given: it is a copy from "
            + "before a rotation, or the master key is another store's. Give that master key too, by MasterKey.Of, or restore the "
            + "newest copy.");
    }

    private static ReadOnlySpan<byte> CopyOf(ReadOnlySpan<byte> header, string file)
    {
        if (header.Length == Bytes)
        {
            foreach (var at in (ReadOnlySpan<int>)[0, SecondCopy])
            {
                var copy = header.Slice(at, CopyBytes);
                if (BinaryPrimitives.ReadUInt64LittleEndian(copy[HashAt..]) == XxHash3.HashToUInt64(copy[..HashAt])
                    && copy.StartsWith(Magic)) return copy;
            }
        }

        if (!header.StartsWith(Magic)) throw new StoreFormatException(file, "is no file of subjects' keys.");
        throw new StoreDamagedException(file, 0, "the header of the key file is not what was written");
    }
}
