using System.Diagnostics;

namespace Forwarder.Tests.Support;

/// <summary>
/// The sample in a process of its own: what the build made, or the native binary that <c>OPOSSUM_NATIVE_FORWARDER</c> names.
/// </summary>
internal sealed class ForwarderProcess : IAsyncDisposable
{
    private const string NativeVariable = "OPOSSUM_NATIVE_FORWARDER";

    private readonly Process _process;

    public ForwarderProcess(string root, Uri broker, int ordersPerSecond, string mode = "binary")
    {
        var native = Environment.GetEnvironmentVariable(NativeVariable);
        ProcessStartInfo start = new(native ?? "dotnet")
        {
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        if (native is null) start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Forwarder.dll"));
        foreach (var argument in (string[])
        [
            $"--Opossum:RootPath={root}", "--Opossum:StoreName=orders",
            $"--Bus:Broker={broker}", $"--Bus:Mode={mode}", $"--Orders:PerSecond={ordersPerSecond}",
        ])
            start.ArgumentList.Add(argument);
        start.Environment.Remove("DOTNET_ENVIRONMENT");
        _process = new() { StartInfo = start };
        _process.Start();
        _process.BeginOutputReadLine();         // or it would stop at a full pipe
    }

    public bool HasExited => _process.HasExited;

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a service manager sends it.</summary>
    public async Task<int> StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"])) await kill.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }
}
