namespace Opossum.Typed;

/// <summary>
/// The <see cref="ReadOnlyOptions.StateDirectory"/> can't be used: another process has it, it is of another store or within the store, or
/// it can't be written.
/// </summary>
public sealed class StateDirectoryException : StoreException
{
    private StateDirectoryException(string path, string problem, Exception? cause = null)
        : base($"The state directory '{path}' {problem}", cause) => Path = path;

    /// <summary>The state directory.</summary>
    public string Path { get; }

    internal static StateDirectoryException InUse(string path, string holder) => new(path,
        $"is in use already ({holder}). What it keeps can be moved there alone: stop that process, or give this one a directory of its "
        + "own.");

    internal static StateDirectoryException OfAnotherStore(string path, Guid store, Guid wanted) => new(path,
        $"keeps what is derived from the store {store:D}, and this is the store {wanted:D}. Name another directory, or delete this one to "
        + "begin again.");

    internal static StateDirectoryException Unusable(string path, Exception cause) => new(path,
        $"can't be used: {CauseText.Describe(cause)} Name an empty directory, or one that a process has used for this before, in which "
        + "this process has the right to write.",
        cause);

    internal static StateDirectoryException NotApart(string path, string store) => new(path,
        $"and the store '{store}' must lie apart, neither in the other: the store belongs to its writer. Name another directory.");
}
