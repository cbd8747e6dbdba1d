using System.Diagnostics;
using System.Security.Cryptography;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Personal;

namespace Opossum.Typed;

/// <summary>Where the keys are that the personal members of a store are sealed by: one for each subject.</summary>
/// <example>
/// <code>
/// var keys = SubjectKeys.InDirectory("/srv/keys/campus", MasterKey.InFile("/run/secrets/campus-master"));
/// await using var store = await OpossumStore.OpenAsync("data/campus", Campus.Model, new() { Keys = keys });
/// </code>
/// </example>
public abstract class SubjectKeys
{
    private SubjectKeys() { }

    /// <summary>None: every personal member reads as erased, and none can be appended. For a process that may read the rest.</summary>
    public static SubjectKeys Withheld { get; } = new WithheldKeys();

    /// <summary>In a directory of their own, outside of the store and of its backups.</summary>
    /// <param name="path">The directory, which is made, for this account alone, when it is missing.</param>
    /// <param name="master">What wraps each key. Keep it elsewhere again: a copy of the directory is worth nothing without it.</param>
    public static SubjectKeys InDirectory(string path, MasterKey master)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(master);
        return new DirectoryKeys(path, master);
    }

    /// <summary>In memory: for tests, and for stores in memory. When the process ends, all that was sealed by them is lost.</summary>
    public static SubjectKeys InMemory() => new StorageKeys(new MemoryStorage(), RandomNumberGenerator.GetBytes(MasterKey.Bytes));

    private readonly Lock _gate = new();
    private readonly WeakReference<SubjectKeyRing?> _ring = new(null);          // stores own it

    internal virtual bool IsWithheld => false;

    /// <summary>The keys as stores use them: one set for all that were given this object, until one of them closes it.</summary>
    internal SubjectKeyRing Ring(TimeProvider time)
    {
        lock (_gate)
        {
            if (_ring.TryGetTarget(out var ring) && !ring.IsClosed) return ring;
            _ring.SetTarget(ring = new(this, time));
            return ring;
        }
    }

    internal abstract KeyDirectory Open(Guid store, string? storePath);

    /// <summary>On a disk of a test.</summary>
    internal static SubjectKeys On(IStorage storage, params ReadOnlyMemory<byte>[] masters) => new StorageKeys(storage, masters);

    private sealed class DirectoryKeys(string path, MasterKey master) : SubjectKeys
    {
        internal override KeyDirectory Open(Guid store, string? storePath)
        {
            var root = Path.GetFullPath(path);
            if (storePath is not null) EnsureApart(root, Path.GetFullPath(storePath));
            var masters = master.Read();
            try
            {
                return KeyDirectory.Open(FileStorage.OfStore(root, [], lockName: KeyDirectory.LockName), store, masters);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw StoreAccessException.ToKeys(root, e);
            }
        }

        /// <summary>Whoever copies the one would copy what opens it, or what it opens.</summary>
        private static void EnsureApart(string keys, string store)
        {
            if (FileIdentity.Contains(store, keys) || FileIdentity.Contains(keys, store))
                throw new ArgumentException($"The keys '{keys}' and the store '{store}' lie in one another: a backup of the one would have "
                    + "the other. Set OpossumOptions.Keys to a directory outside of the store.");
        }
    }

    private sealed class StorageKeys(IStorage storage, params ReadOnlyMemory<byte>[] masters) : SubjectKeys
    {
        internal override KeyDirectory Open(Guid store, string? storePath) => KeyDirectory.Open(storage, store, masters);
    }

    private sealed class WithheldKeys : SubjectKeys
    {
        internal override bool IsWithheld => true;

        internal override KeyDirectory Open(Guid store, string? storePath) => throw new UnreachableException();
    }
}
