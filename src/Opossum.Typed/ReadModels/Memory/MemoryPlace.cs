namespace Opossum.Typed;

/// <summary>Where the rows of one model are in memory: those that are read, and those that are made beside them.</summary>
internal sealed class MemoryPlace(IMemoryRows rows)
{
    private volatile IMemoryRows _read = rows;

    /// <summary>The rows that are read. The projector changes it; readers look at it.</summary>
    public IMemoryRows Read => _read;

    /// <summary>The rows that are made beside; null for none.</summary>
    public IMemoryRows? Beside { get; set; }

    /// <summary>The rows that something is stored of.</summary>
    public IMemoryRows Of(StoredReadModel model) =>
        model.IsBeside ? Beside ?? throw new InvalidOperationException("No rows are made beside.") : Read;

    /// <summary>Lets readers see the rows that were made beside.</summary>
    /// <returns>Those that they saw before.</returns>
    public IMemoryRows Swap(StoredReadModel model)
    {
        var (old, rows) = (Read, Of(model with { IsBeside = true }));
        rows.Commit(model);
        rows.TakePlaceOf(old);
        _read = rows;
        Beside = null;
        return old;
    }
}
