using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Engine.RowFiles;

/// <summary>
/// The files that keep the rows of read models in memory while no program runs. They are derived from the log: backups don't have them, and
/// one that can't be used is made again. Each has one owner at a time.
/// </summary>
internal sealed class RowFileStore(IStorage storage)
{
    private readonly Lock _changing = new();
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);      // under _changing

    /// <summary>Takes the file of a model; null if somebody has it.</summary>
    public RowFile? TryTake(string model)
    {
        lock (_changing) return _taken.Add(model) ? new(this, storage, model) : null;
    }

    /// <summary>The models that have a file which nobody has taken, in their order.</summary>
    public IReadOnlyList<string> ListUntaken()
    {
        lock (_changing)
            return [.. storage.List(RowFileName.Directory).Select(RowFileName.ModelOf).OfType<string>()
                .Where(model => !_taken.Contains(model)).Order(StringComparer.Ordinal)];
    }

    public void GiveBack(string model)
    {
        lock (_changing) _taken.Remove(model);
    }
}

/// <summary>The file of one model.</summary>
internal sealed class RowFile(RowFileStore owner, IStorage storage, string model) : IDisposable
{
    private readonly string _name = RowFileName.Of(model);

    /// <summary>Opens what was saved last; null if nothing was.</summary>
    public IStorageFile? TryOpen() => storage.List(RowFileName.Directory).Contains(_name) ? storage.Open(_name) : null;

    /// <summary>Saves at once: after a power cut it is the old file or the new one.</summary>
    /// <param name="write">Writes the new one.</param>
    public void Replace(Action<IStorageFile> write)
    {
        var temporary = RowFileName.TemporaryOf(model);
        using (var file = storage.Create(temporary))
        {
            write(file);
            file.Flush();
        }

        storage.Rename(temporary, _name);
        storage.SyncDirectory(RowFileName.Directory);
    }

    /// <summary>Deletes what was saved.</summary>
    public void Delete()
    {
        if (storage.List(RowFileName.Directory).Contains(_name)) storage.Delete(_name);
    }

    public void Dispose() => owner.GiveBack(model);
}
