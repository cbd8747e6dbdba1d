using System.Diagnostics;
using System.Globalization;

namespace Opossum.Typed.CrashLab.Hosting;

/// <summary><c>host</c> in a process of its own, to be killed from outside.</summary>
internal sealed class HostProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;

    public HostProcess(string store, int revision)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Opossum.Typed.CrashLab.dll");
        var dotnet = Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";
        _process = Process.Start(new ProcessStartInfo(dotnet, [program, "host", "--store", store, "--revision", $"{revision}"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
    }

    /// <summary>Waits until it is open.</summary>
    /// <returns>True if it makes the rows.</returns>
    /// <exception cref="HostFailedException">It ended, or says that something is wrong.</exception>
    public Task<bool> OpenedAsync() => SaidAsync(HostRun.Opened);

    /// <summary>Waits until its rows are as far as a position.</summary>
    /// <inheritdoc cref="OpenedAsync"/>
    public async Task<bool> ReachesAsync(long position)
    {
        await _process.StandardInput.WriteLineAsync(position.ToString(CultureInfo.InvariantCulture));
        await _process.StandardInput.FlushAsync();
        return await SaidAsync(HostRun.Reached);
    }

    /// <summary>SIGKILL, where there is such a thing.</summary>
    /// <exception cref="HostFailedException">It had ended by itself.</exception>
    public async Task KillAsync()
    {
        if (_process.HasExited) throw await FailedAsync("it ended before it was killed");
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private async Task<bool> SaidAsync(string beginning)
    {
        var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience + Patience);
        if (line is null) throw await FailedAsync("it ended");
        if (!line.StartsWith(beginning, StringComparison.Ordinal)) throw await FailedAsync(line);
        return bool.Parse(line.AsSpan(beginning.Length));
    }

    private async Task<HostFailedException> FailedAsync(string what)
    {
        if (!_process.HasExited) _process.Kill();
        return new($"host: {what}: {await _process.StandardError.ReadToEndAsync()}");
    }
}

/// <summary>A host did not do what it should.</summary>
internal sealed class HostFailedException(string message) : Exception(message);
