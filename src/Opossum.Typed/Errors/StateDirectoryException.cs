namespace Opossum.Typed;

/// <summary>
/// The <see cref="ReadOnlyOptions.StateDirectory"/> can't be used: another process has it, it is of another store, or it lies within the
/// store.
/// </summary>
public sealed class StateDirectoryException : StoreException
{
    private StateDirectoryException(string path, string problem) : base($"The state directory '{path}' {problem}") => Path = path;

    /// <summary>The state directory.</summary>
    public string Path { get; }

    internal static StateDirectoryException InUse(string path, string holder) => new(path,
        $"is in use already ({holder}). What it keeps can be moved there alone: stop that process, or give this one a directory of its "
        + "own.");

    internal static StateDirectoryException OfAnotherStore(string path, Guid store, Guid wanted) => new(path,
        $"keeps what is derived from the store {store:D}, and this is the store {wanted:D}. Name another directory, or delete this one to "
        + "begin again.");

    internal static StateDirectoryException NotApart(string path, string store) => new(path,
        $"and the store '{store}' must lie apart, neither in the other: the store belongs to its writer. Name another directory.");
}
