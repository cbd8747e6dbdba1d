namespace Opossum.Typed;

/// <summary>There is no store in a directory that was to be opened for reading, which makes none.</summary>
public sealed class StoreNotFoundException : StoreException
{
    internal StoreNotFoundException(string path)
        : base($"There is no store in '{path}', and opening for reading makes none. Check the path, or open it by OpenAsync first; "
            + "ReadOnlyOptions.WaitForStore waits for the process that does.") => Path = path;

    /// <summary>The directory.</summary>
    public string Path { get; }
}
