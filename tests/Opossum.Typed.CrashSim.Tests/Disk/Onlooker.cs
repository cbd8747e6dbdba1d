using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.CrashSim.Tests.Disk;

/// <summary>
/// The files of a simulated disk as another process sees them: what is in the cache. It passes no gate, meets no fault, and leaves no trace
/// in the journal.
/// </summary>
internal sealed class Onlooker(Func<string, SimFile?> find, Func<string, IReadOnlyList<string>> list) : IStorage
{
    public string Location => "disk";

    public FilePool Handles { get; } = new();

    public string Describe(string name) => name;

    public IReadOnlyList<string> List(string directory) => list(directory);

    public IStorageFile Open(string name) =>
        find(name) is { } file ? new Handle(file) : throw new FileNotFoundException($"There is no file '{name}'.", name);

    /// <summary>Without the exception, which would take most of the time of a simulation.</summary>
    public IStorageFile? TryOpen(string name) => find(name) is { } file ? new Handle(file) : null;

    public string? IdentityOf(string name) => null;

    public IStorageFile Create(string name) => throw Refused();

    public void Rename(string from, string to) => throw Refused();

    public bool TryLink(IStorage from, string existing, string name) => throw Refused();

    public void Delete(string name) => throw Refused();

    public void SyncDirectory(string directory) => throw Refused();

    public IStorageFile Lock(string name) => throw Refused();

    private static InvalidOperationException Refused() => new("A reader in another process changes nothing.");

    private sealed class Handle(SimFile file) : IStorageFile
    {
        public long Length => file.Length;

        public int Read(Span<byte> buffer, long offset) => file.Read(buffer, offset);

        public void Write(ReadOnlySpan<byte> bytes, long offset) => throw Refused();

        public void SetLength(long length) => throw Refused();

        public void Flush() => throw Refused();

        public void DropCache() => throw Refused();

        public void Dispose()
        {
        }
    }
}
