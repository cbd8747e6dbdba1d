using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Engine.StateFiles;

/// <summary>
/// The file that keeps one consumer's progress: two slots that are written in turn, each write flushed before the next. It exists once it
/// was renamed into place with its first slot on disk, so a file without a whole slot is damaged.
/// </summary>
internal sealed class StateFile : IDisposable
{
    private readonly IStorage _storage;
    private readonly string _consumer;
    private readonly ulong _seed;
    private IStorageFile? _file;        // null before the first write, and after a failed one
    private string? _identity;          // of _file; null if the system does not tell
    private ulong _sequence;

    /// <param name="storage">Where the store is.</param>
    /// <param name="consumer">The consumer.</param>
    /// <param name="seed">Of the store's hashes.</param>
    /// <exception cref="StoreDamagedException">The file has no whole slot.</exception>
    public StateFile(IStorage storage, string consumer, ulong seed)
    {
        (_storage, _consumer, _seed) = (storage, consumer, seed);
        var name = StateFileName.Of(consumer);
        if (!storage.List(StateFileName.Directory).Contains(name)) return;
        Hold(storage.Open(name));
        try
        {
            Progress = Read(_file!, seed, out _sequence)
                ?? throw new StoreDamagedException(storage.Describe(name), 0, "the progress of a consumer is not what was written");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What was saved last; null for nothing.</summary>
    public ConsumerProgress? Progress { get; private set; }

    /// <summary>
    /// True if the name leads to another file or to none: the file was deleted or replaced, and what is written to it would be lost.
    /// </summary>
    public bool IsLost => _identity is not null && _storage.IdentityOf(StateFileName.Of(_consumer)) != _identity;

    /// <summary>Saves durably: after a power cut the file has the old progress or the new one.</summary>
    /// <remarks>
    /// After a failed write or flush the system's cache may claim what the disk does not have. So the next save makes a new file, as it
    /// does for one that is lost.
    /// </remarks>
    /// <exception cref="StoreAccessException">It can't be written.</exception>
    public void Save(ConsumerProgress progress)
    {
        try
        {
            Write(progress);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LetGo();
            throw StoreAccessException.ToSave(_storage.Describe(StateFileName.Of(_consumer)), e);
        }
    }

    private void Write(ConsumerProgress progress)
    {
        var slot = StateSlot.Write(progress, _sequence + 1, _seed);
        if (IsLost) LetGo();
        if (_file is { } file)
        {
            file.Write(slot, OffsetOf(_sequence + 1));
            file.Flush();
        }
        else
        {
            Hold(Create(slot));
        }

        _sequence++;
        Progress = progress;
    }

    public void Dispose() => _file?.Dispose();

    /// <summary>Deletes the file of a consumer, durably.</summary>
    /// <returns>False if there is none.</returns>
    public static bool Delete(IStorage storage, string consumer)
    {
        var name = StateFileName.Of(consumer);
        if (!storage.List(StateFileName.Directory).Contains(name)) return false;
        storage.Delete(name);
        storage.SyncDirectory(StateFileName.Directory);
        return true;
    }

    /// <summary>The newest whole slot; null if there is none.</summary>
    public static ConsumerProgress? Read(IStorageFile file, ulong seed, out ulong sequence)
    {
        (sequence, var newest) = (0, (ConsumerProgress?)null);
        var bytes = new byte[StateSlot.Size];
        for (var slot = 0; slot < 2; slot++)
        {
            var length = file.Read(bytes, (long)slot * StateSlot.Size);
            if (!StateSlot.TryRead(bytes.AsSpan(0, length), seed, out var written, out var progress) || written <= sequence) continue;
            (sequence, newest) = (written, progress);
        }

        return newest;
    }

    private void Hold(IStorageFile file) => (_file, _identity) = (file, _storage.IdentityOf(StateFileName.Of(_consumer)));

    private void LetGo()
    {
        _file?.Dispose();
        (_file, _identity) = (null, null);
    }

    private static long OffsetOf(ulong sequence) => (long)(sequence % 2) * StateSlot.Size;

    private IStorageFile Create(byte[] slot)
    {
        var (name, temporary) = (StateFileName.Of(_consumer), StateFileName.TemporaryOf(_consumer));
        using (var file = _storage.Create(temporary))
        {
            file.Write(slot, OffsetOf(_sequence + 1));
            file.Flush();
        }

        _storage.Rename(temporary, name);
        _storage.SyncDirectory(StateFileName.Directory);
        return _storage.Open(name);
    }
}
