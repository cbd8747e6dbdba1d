namespace Opossum.Typed.Benchmarks.Storage;

/// <summary>
/// Where a call writes; deleted with it, not earlier: a device that is told of every freed block would be busy with that while the next
/// engine runs.
/// </summary>
internal sealed class ScratchDirectory : IDisposable
{
    private const string Prefix = "opossum-benchmark-";

    private readonly string _path;

    /// <param name="parent">The current directory when null: the system's temporary folder is often in memory.</param>
    /// <exception cref="IOException">The directory is in memory: flushing it costs nothing, and tells nothing.</exception>
    public ScratchDirectory(string? parent)
    {
        _path = Path.Combine(Path.GetFullPath(parent ?? "."), Prefix + Path.GetRandomFileName());
        Directory.CreateDirectory(_path);
        if (new DriveInfo(_path).DriveFormat is not ("tmpfs" or "ramfs")) return;
        Directory.Delete(_path);
        throw new IOException($"'{parent ?? "."}' is in memory; name a folder on a disk with --dir.");
    }

    public string Make(string name) => Directory.CreateDirectory(Path.Combine(_path, name)).FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
