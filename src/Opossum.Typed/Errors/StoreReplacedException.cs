namespace Opossum.Typed;

/// <summary>
/// What was read of a store is not there any more: it was restored from an older backup, replaced by another store, or deleted, while a
/// <see cref="ReadOnlyEventLog"/> had it open. To go on would mix two histories, so that log ends, with everything that follows it.
/// </summary>
public sealed class StoreReplacedException : StoreException
{
    internal StoreReplacedException(string path, long position)
        : base($"The store '{path}' was read up to position {position}, and that is not there any more: it was restored from a backup, "
            + "replaced or deleted. Open the store again: close this log first, or restart the host. Discard what was derived from events "
            + "that it no longer has, which a Checkpoint finds out.") => (Path, Position) = (path, position);

    /// <summary>The store's directory.</summary>
    public string Path { get; }

    /// <summary>The position up to which it had been read.</summary>
    public long Position { get; }
}
