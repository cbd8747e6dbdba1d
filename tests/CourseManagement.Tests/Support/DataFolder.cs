namespace CourseManagement.Tests.Support;

/// <summary>
/// Where a test's server keeps its store; below the build output, since the temporary directory may lie in memory, which production
/// refuses.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "stores", Guid.NewGuid().ToString("N"));

    public void Dispose()
    {
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
    }
}
