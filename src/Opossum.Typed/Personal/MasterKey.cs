using System.Security.Cryptography;
using Opossum.Typed.Personal;

namespace Opossum.Typed;

/// <summary>
/// 32 bytes that wrap the keys of all subjects. Destroying it destroys all of them; after <see cref="OpossumStore.RotateMasterKeyAsync"/>,
/// destroying the old one makes older copies of the key directory worthless.
/// </summary>
/// <example>
/// <code>
/// var inFile = MasterKey.InFile("/run/secrets/campus-master");
/// var fromVault = MasterKey.From(() => [vault.Unwrap(newest), vault.Unwrap(before)]);
/// </code>
/// </example>
public sealed class MasterKey
{
    /// <summary>Its length in bytes.</summary>
    public const int Bytes = 32;

    private readonly Func<IReadOnlyList<ReadOnlyMemory<byte>>> _read;

    private MasterKey(Func<IReadOnlyList<ReadOnlyMemory<byte>>> read) => _read = read;

    /// <summary>From memory.</summary>
    /// <param name="newestFirst">
    /// The master key, and behind it those that a rotation which was interrupted may not have replaced yet. Each has <see cref="Bytes"/>
    /// bytes.
    /// </param>
    /// <exception cref="ArgumentException">There is none, or one is of another length.</exception>
    public static MasterKey Of(params ReadOnlySpan<ReadOnlyMemory<byte>> newestFirst)
    {
        ReadOnlyMemory<byte>[] keys = [.. newestFirst];
        Check(keys);
        return new(() => keys);
    }

    /// <summary>From wherever secrets are kept, such as a vault that unwraps it. It is asked once each time a store is opened.</summary>
    /// <param name="read">Gives the master key, and behind it those that a rotation may not have replaced yet.</param>
    public static MasterKey From(Func<IReadOnlyList<ReadOnlyMemory<byte>>> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return new(read);
    }

    /// <summary>
    /// In a file, which is made, for this account alone, when it is missing. It is read when a store is opened. After a rotation, write the
    /// new key to the file before the old one: several keys follow one another, the newest first.
    /// </summary>
    /// <param name="path">The file.</param>
    public static MasterKey InFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new(() => MasterKeyFile.Read(path));
    }

    /// <summary>A new one, at random.</summary>
    public static byte[] Create() => RandomNumberGenerator.GetBytes(Bytes);

    /// <summary>The keys, the newest first.</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> Read()
    {
        var keys = _read();
        Check(keys);
        return keys;
    }

    /// <summary>Says nothing of the key.</summary>
    public override string ToString() => nameof(MasterKey);

    private static void Check(IReadOnlyList<ReadOnlyMemory<byte>> keys)
    {
        if (keys.Count == 0) throw new ArgumentException("There is no master key; give at least one, of 32 bytes.");
        for (var i = 0; i < keys.Count; i++)
        {
            if (keys[i].Length != Bytes)
                throw new ArgumentException(
                    $"Master key {i + 1} has {keys[i].Length} bytes; a master key has {Bytes}. MasterKey.Create makes one.");
        }
    }
}
