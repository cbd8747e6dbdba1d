using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.CrashSim.Tests.Disk;

/// <summary>A directory of a simulated disk, as the storage of another store: what harms one may harm both.</summary>
internal sealed class SimFolder(SimStorage disk, string directory) : IStorage
{
    public string Location => directory;

    public FilePool Handles { get; } = new();

    public string Describe(string name) => Of(name);

    public IReadOnlyList<string> List(string name) => [.. disk.List(Of(name)).Select(found => found[(directory.Length + 1)..])];

    public IStorageFile Open(string name) => disk.Open(Of(name));

    public string? IdentityOf(string name) => directory;

    public IStorageFile Create(string name) => disk.Create(Of(name));

    public void Rename(string from, string to) => disk.Rename(Of(from), Of(to));

    public bool TryLink(IStorage from, string existing, string name) => disk.TryLink(from, existing, Of(name));

    public void Delete(string name) => disk.Delete(Of(name));

    public void SyncDirectory(string name) => disk.SyncDirectory(Of(name));

    public IStorageFile Lock(string name) => disk.Lock(Of(name));

    private string Of(string name) => name.Length == 0 ? directory : directory + "/" + name;
}
