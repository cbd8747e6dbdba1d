using System.Diagnostics;

namespace Opossum.Typed.CrashLab.Tests.Support;

/// <summary>The program itself, in a process of its own, as it is killed from outside.</summary>
internal sealed class KilledWriter : IDisposable
{
    private readonly Process _process;

    public KilledWriter(LabFolder folder, int seed)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Opossum.Typed.CrashLab.dll");
        _process = Process.Start(new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
            [program, "write", "--store", folder.Store, "--acks", folder.Acks, "--appenders", "8", "--seed", $"{seed}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    /// <summary>Waits until the store is open and a run has begun.</summary>
    public async Task StartedAsync()
    {
        if (await _process.StandardOutput.ReadLineAsync() is null) Assert.Fail("write ended: " + await _process.StandardError.ReadToEndAsync());
    }

    /// <summary>SIGKILL, where there is such a thing.</summary>
    public async Task KillAsync()
    {
        Assert.False(_process.HasExited, "write ended before it was killed.");
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
