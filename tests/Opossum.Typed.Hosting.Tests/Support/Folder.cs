namespace Opossum.Typed.Hosting.Tests.Support;

/// <summary>
/// A directory for one test, deleted at its end; below the build output, which lies on a disk where the temporary directory may not.
/// </summary>
internal sealed class Folder : IDisposable
{
    public Folder() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "stores", Guid.NewGuid().ToString("N"));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
