namespace Opossum.Typed;

/// <summary>
/// The store is open already: in another process, or a second time in this one. A store has one writer; a
/// <see cref="ReadOnlyEventLog"/> reads beside it.
/// </summary>
public sealed class StoreLockedException : StoreException
{
    internal StoreLockedException(string path, string holder) : this(path, holder, waited: "") { }

    private StoreLockedException(string path, string holder, string waited)
        : base($"The store '{path}' is open already ({holder}){waited}. Close it there first, or share that one store object. To read "
            + "beside the writer, use OpenReadOnlyAsync. Several processes that append to one store need an engine on a server, such as "
            + "one on PostgreSQL, which is not available yet.") =>
        (Path, Holder) = (path, holder);

    /// <summary>The store's directory.</summary>
    public string Path { get; }

    /// <summary>Who has it, for messages.</summary>
    internal string Holder { get; }

    /// <summary>The same after a wait for the holder to close it.</summary>
    internal StoreLockedException After(TimeSpan wait) => new(Path, Holder, $" and was not closed within {wait}");
}
