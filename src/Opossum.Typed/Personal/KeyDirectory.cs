using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Personal;

/// <summary>
/// Where the keys of a store are: the key file, the list of erasures, and the lock that gives both one owner. The secrets of the key file
/// are used here too.
/// </summary>
internal sealed class KeyDirectory : IDisposable
{
    public const string LockName = "subjects.lock";

    /// <summary>Of a hidden tag, whose value is <c>~</c> and 22 characters.</summary>
    public const int HiddenBytes = 23;

    [ThreadStatic] private static (KeyDirectory? Owner, IncrementalHash Hash) t_tags;

    private readonly IStorage _storage;
    private readonly IStorageFile _lock;

    private KeyDirectory(IStorage storage, IStorageFile held, KeyFile file, ErasureList list) =>
        (_storage, _lock, File, List) = (storage, held, file, list);

    public KeyFile File { get; }

    public ErasureList List { get; }

    /// <param name="storage">The directory, which it takes over.</param>
    /// <param name="store">The store.</param>
    /// <param name="masters">The master keys, the newest first.</param>
    public static KeyDirectory Open(IStorage storage, Guid store, IReadOnlyList<ReadOnlyMemory<byte>> masters)
    {
        IStorageFile? held = null;
        KeyFile? file = null;
        try
        {
            held = storage.Lock(LockName);
            file = KeyFile.Open(storage, store, masters);
            return new(storage, held, file, ErasureList.Open(storage));
        }
        catch
        {
            file?.Dispose();
            held?.Dispose();
            (storage as IDisposable)?.Dispose();
            throw;
        }
    }

    /// <summary>What a subject is called in the key file.</summary>
    /// <param name="subject">The subject's tag.</param>
    public UInt128 NameOf(ReadOnlySpan<byte> subject)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(File.Secrets.AsSpan(KeyFileHeader.SecretBytes / 2), subject, mac);
        return BinaryPrimitives.ReadUInt128LittleEndian(mac);
    }

    /// <summary>The pseudonym of a tag: the same for the same value, and without the secret no way back.</summary>
    /// <param name="tag">The tag, key and colon included.</param>
    /// <param name="hidden">Gets what stands for its value: <see cref="HiddenBytes"/> bytes.</param>
    public void Hide(ReadOnlySpan<byte> tag, Span<byte> hidden)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (t_tags.Owner != this)
            t_tags = (this, IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, File.Secrets.AsSpan(0, KeyFileHeader.SecretBytes / 2)));
        t_tags.Hash.AppendData(tag);
        t_tags.Hash.GetHashAndReset(mac);
        hidden[0] = (byte)'~';
        Base64Url.EncodeToUtf8(mac[..16], hidden[1..], out _, out _);
    }

    public void Dispose()
    {
        File.Dispose();
        List.Dispose();
        _lock.Dispose();
        (_storage as IDisposable)?.Dispose();
    }
}
