namespace Opossum.Typed.Engine.Storage;

/// <summary>
/// A storage at a path that others may move, replace or delete while it is open. Beside <see cref="IStorage"/>: memory has no place, and
/// Windows forbids it.
/// </summary>
internal interface IPlacedStorage
{
    /// <summary>Makes sure that the path, and a name below it, still lead to what is open here.</summary>
    /// <param name="name">The name of a file; null for none.</param>
    /// <param name="file">The file as it was opened by that name; null for none.</param>
    /// <exception cref="IOException">One of them does not. The message names it.</exception>
    void EnsureStillThere(string? name, IStorageFile? file);
}
