namespace Opossum.Typed.CrashLab.Tests.Support;

/// <summary>A store and its file of answers, gone after the test.</summary>
public sealed class LabFolder : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("opossum-crash-lab-");

    public string Store => Path.Combine(_directory.FullName, "store");

    public string Acks => Path.Combine(_directory.FullName, "acks");

    public void Dispose() => _directory.Delete(recursive: true);
}
