using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Engine.ReadOnly;

/// <summary>
/// The storage of one file, which the pool closes and opens again: by then its name may lead to a file of another history. So each time it
/// is looked at before it is read.
/// </summary>
/// <param name="storage">Where the file is.</param>
/// <param name="ensureSame">Throws if an opened file is another one.</param>
/// <param name="gone">The error for a name that leads to none; null for the storage's own.</param>
internal sealed class SameFile(IStorage storage, Action<IStorageFile> ensureSame, Func<Exception>? gone = null) : IStorage
{
    public string Location => storage.Location;

    public FilePool Handles => storage.Handles;

    public string Describe(string name) => storage.Describe(name);

    public IStorageFile Open(string name)
    {
        var file = OpenAny(name);
        try
        {
            ensureSame(file);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public IReadOnlyList<string> List(string directory) => storage.List(directory);

    public string? IdentityOf(string name) => storage.IdentityOf(name);

    public IStorageFile Create(string name) => storage.Create(name);

    public void Rename(string from, string to) => storage.Rename(from, to);

    public bool TryLink(IStorage from, string existing, string name) => storage.TryLink(from, existing, name);

    public void Delete(string name) => storage.Delete(name);

    public void SyncDirectory(string directory) => storage.SyncDirectory(directory);

    public IStorageFile Lock(string name) => storage.Lock(name);

    private IStorageFile OpenAny(string name)
    {
        try
        {
            return storage.Open(name);
        }
        catch (Exception e) when (gone is not null && e is (FileNotFoundException or DirectoryNotFoundException))
        {
            throw gone();
        }
    }
}
