namespace Opossum.Typed;

/// <summary>The store is open already: in another process, or a second time in this one. A store has one writer.</summary>
public sealed class StoreLockedException : StoreException
{
    internal StoreLockedException(string path, string holder)
        : base($"The store '{path}' is open already ({holder}). Close it there first, or share that one store object.") => Path = path;

    /// <summary>The store's directory.</summary>
    public string Path { get; }
}
