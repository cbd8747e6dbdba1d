namespace Opossum.Typed.CrashLab.Commands;

/// <summary>A folder for what a command makes, deleted when the command is done.</summary>
internal sealed class WorkFolder : IDisposable
{
    public WorkFolder(string? directory, string command)
    {
        var name = $"opossum-{command}-{System.IO.Path.GetRandomFileName()}";
        Path = System.IO.Path.Combine(System.IO.Path.GetFullPath(directory ?? "."), name);
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
