using Opossum.Typed.Engine.RowFiles;
using Opossum.Typed.Engine.StateFiles;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Engine;

/// <summary>
/// Where consumers and read models beside a writer keep how far they are. It is bound to one store, lies outside of it, and has one owner,
/// whose lock the system gives free when the process ends.
/// </summary>
internal sealed class StateDirectory : IDisposable
{
    private const string LockName = "state.lock";

    private readonly FileStorage _storage;
    private readonly StoreLock _lock;
    private readonly Guid _storeId;

    private StateDirectory(FileStorage storage, StoreLock stateLock, Guid storeId)
    {
        (_storage, _lock, _storeId) = (storage, stateLock, storeId);
        (Consumers, RowFiles) = (new(storage, storeId), new(storage));
    }

    /// <summary>How far consumers are.</summary>
    public ConsumerStateFiles Consumers { get; }

    /// <summary>The rows of read models in memory, while no program runs.</summary>
    public RowFileStore RowFiles { get; }

    /// <param name="path">The directory, which is made if it is missing.</param>
    /// <param name="store">The directory of the store.</param>
    /// <param name="storeId">The id of the store.</param>
    /// <exception cref="StateDirectoryException">It is in use, of another store, in this one, or can't be written.</exception>
    public static StateDirectory Open(string path, string store, Guid storeId)
    {
        var root = Path.GetFullPath(path);
        if (FileIdentity.Contains(store, root) || FileIdentity.Contains(root, store)) throw StateDirectoryException.NotApart(root, store);
        try
        {
            return OpenAt(root, storeId);
        }
        catch (Exception e) when (e is StoreFormatException or StoreAccessException or IOException or UnauthorizedAccessException)
        {
            throw StateDirectoryException.Unusable(root, e);
        }
    }

    private static StateDirectory OpenAt(string root, Guid storeId)
    {
        var storage = FileStorage.OfStore(
            root,
            new() { [StateFileName.Directory] = StateFileName.IsOurs, [RowFileName.Directory] = RowFileName.IsOurs },
            derived: [RowFileName.Directory], lockName: LockName);
        try
        {
            return new(storage, Take(storage, root, storeId), storeId);
        }
        catch
        {
            storage.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        using var storage = _storage;
        using var stateLock = _lock;
        Consumers.Close();
        _lock.WriteClosed(_storeId, 0);
    }

    private static StoreLock Take(FileStorage storage, string root, Guid storeId)
    {
        StoreLock stateLock;
        try
        {
            stateLock = StoreLock.Take(storage, LockName);
        }
        catch (StoreLockedException held)
        {
            throw StateDirectoryException.InUse(root, held.Holder);
        }

        try
        {
            if (stateLock.StoreId is { } id && id != storeId) throw StateDirectoryException.OfAnotherStore(root, id, storeId);
            stateLock.WriteOpenDurably(storeId, 0);
            return stateLock;
        }
        catch
        {
            stateLock.Dispose();
            throw;
        }
    }
}
