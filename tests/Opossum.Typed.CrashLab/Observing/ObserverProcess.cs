using System.Diagnostics;
using System.Globalization;

namespace Opossum.Typed.CrashLab.Observing;

/// <summary><c>observe</c> in a process of its own, to be killed from outside.</summary>
internal sealed class ObserverProcess : IDisposable
{
    private readonly Process _process;

    public ObserverProcess(string store, string seen, long until = long.MaxValue)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Opossum.Typed.CrashLab.dll");
        var dotnet = Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";
        string[] arguments =
        [
            program, "observe", "--store", store, "--seen", seen, "--until", until.ToString(CultureInfo.InvariantCulture),
        ];
        _process = Process.Start(new ProcessStartInfo(dotnet, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    /// <summary>Has the system keep it from running for a moment.</summary>
    public async Task PauseAsync(TimeSpan pause)
    {
        await SignalAsync("-STOP");
        await Task.Delay(pause);
        await SignalAsync("-CONT");
    }

    /// <summary>SIGKILL, where there is such a thing.</summary>
    /// <exception cref="InvalidOperationException">It had ended by itself.</exception>
    public async Task KillAsync()
    {
        await EnsureRunningAsync();
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <exception cref="InvalidOperationException">It has ended by itself.</exception>
    public async Task EnsureRunningAsync()
    {
        if (_process.HasExited)
            throw new InvalidOperationException("observe ended before it was killed: " + await _process.StandardError.ReadToEndAsync());
    }

    /// <summary>Waits until it has seen enough.</summary>
    /// <returns>What it says is wrong; empty if nothing is.</returns>
    /// <exception cref="TimeoutException">It has not within a minute.</exception>
    public async Task<string> EndedAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return _process.ExitCode == 0 ? "" : "observe: " + await _process.StandardError.ReadToEndAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        if (OperatingSystem.IsWindows()) return;
        using var kill = Process.Start("kill", [signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }
}
