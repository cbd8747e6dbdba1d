using System.Diagnostics;

namespace Opossum.Typed.CrashLab.Killing;

/// <summary><c>write</c> in a process of its own, to be killed from outside.</summary>
internal sealed class WriterProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly string _acks;

    public WriterProcess(string store, string acks, int seed)
    {
        _acks = acks;
        var program = Path.Combine(AppContext.BaseDirectory, "Opossum.Typed.CrashLab.dll");
        var dotnet = Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";
        _process = Process.Start(new ProcessStartInfo(
            dotnet, [program, "write", "--store", store, "--acks", acks, "--appenders", "8", "--seed", $"{seed}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    /// <summary>Waits until the store is open and a run has begun.</summary>
    /// <exception cref="InvalidOperationException">It ended before.</exception>
    public async Task StartedAsync()
    {
        if (await _process.StandardOutput.ReadLineAsync() is null)
            throw new InvalidOperationException("write ended: " + await _process.StandardError.ReadToEndAsync());
    }

    /// <summary>Waits until it writes down an answer. On a busy machine that takes longer than a moment.</summary>
    /// <exception cref="TimeoutException">It wrote none for a minute.</exception>
    public async Task AnswersAsync()
    {
        var (begin, length) = (TimeProvider.System.GetTimestamp(), new FileInfo(_acks).Length);
        while (!_process.HasExited && new FileInfo(_acks).Length == length)
        {
            if (TimeProvider.System.GetElapsedTime(begin) > Patience)
                throw new TimeoutException("write has written down no answer for a minute.");
            await Task.Delay(1);
        }
    }

    /// <summary>SIGKILL, where there is such a thing.</summary>
    /// <exception cref="InvalidOperationException">It had ended by itself.</exception>
    public async Task KillAsync()
    {
        if (_process.HasExited)
            throw new InvalidOperationException("write ended before it was killed: " + await _process.StandardError.ReadToEndAsync());
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
