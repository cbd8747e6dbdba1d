namespace Opossum.Typed.Engine.Storage;

/// <summary>
/// The files of one store: the only seam to an operating system, thin enough that a test can be the disk. Names are relative and use
/// <c>/</c>. Nothing here is durable until it is flushed: data by <see cref="IStorageFile.Flush"/>, names by <see cref="SyncDirectory"/>.
/// </summary>
internal interface IStorage
{
    /// <summary>The store as a whole, for messages.</summary>
    string Location { get; }

    /// <summary>The handles of files that are only read.</summary>
    FilePool Handles { get; }

    /// <summary>A file as a user finds it, for messages.</summary>
    string Describe(string name);

    /// <summary>The names of a directory's files, in no particular order.</summary>
    IReadOnlyList<string> List(string directory);

    IStorageFile Open(string name);

    /// <summary>Opens a file where it is no error that there is none.</summary>
    /// <returns>Null if there is no file of that name.</returns>
    IStorageFile? TryOpen(string name)
    {
        try
        {
            return Open(name);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// Something that a file keeps while it is renamed, and that a copy of it does not have; null where that is not known.
    /// </summary>
    string? IdentityOf(string name);

    /// <summary>A new, empty file; an existing one of that name is emptied.</summary>
    IStorageFile Create(string name);

    void Rename(string from, string to);

    /// <summary>
    /// Gives a file of another storage a second name in this one, which must be free, without copying it: the two are one file from then
    /// on.
    /// </summary>
    /// <param name="from">Where the file is.</param>
    /// <param name="existing">Its name there.</param>
    /// <param name="name">Its name here.</param>
    /// <returns>False where that can't be, whatever the reason: they lie on different file systems, or theirs knows no such
    /// names.</returns>
    bool TryLink(IStorage from, string existing, string name);

    void Delete(string name);

    /// <summary>Makes the names of a directory durable.</summary>
    void SyncDirectory(string directory);

    /// <summary>Opens the file and holds it exclusively until it is disposed.</summary>
    /// <exception cref="StoreLockedException">Somebody else holds it.</exception>
    IStorageFile Lock(string name);
}
