using System.Diagnostics;
using System.Globalization;

namespace Opossum.Typed.Benchmarks.Processes;

/// <summary>A process beside the writer: it follows the store, or burns as much processor time as one that does.</summary>
internal sealed class ReaderProcess : IDisposable
{
    private readonly Process _process;

    private ReaderProcess(Process process) => _process = process;

    public static ReaderProcess Follow(string store) => Start("beside", "--store", store);

    /// <param name="share">Of one core.</param>
    public static ReaderProcess Burn(double share) => Start("beside", "--burn", share.ToString(CultureInfo.InvariantCulture));

    /// <summary>Opens a store and follows it while nothing comes.</summary>
    public static ReaderProcess Open(string store) => Start("beside", "--open", store);

    /// <summary>What it prints of itself.</summary>
    public async IAsyncEnumerable<(string Metric, double Value, string Unit)> MeasuresAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            var words = line.Split(' ', 3);
            yield return (words[0], double.Parse(words[1], CultureInfo.InvariantCulture), words[2]);
        }
    }

    /// <summary>Waits until it is at work.</summary>
    public async Task StartedAsync() => await _process.StandardOutput.ReadLineAsync();

    /// <summary>Has it note its processor time from now on.</summary>
    public async Task BeginAsync()
    {
        await _process.StandardInput.WriteLineAsync();
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Ends it.</summary>
    /// <returns>Its processor time, and when it saw which position, by the system's own clock.</returns>
    public async Task<(TimeSpan Processor, List<(long Position, long At)> Seen)> StopAsync()
    {
        _process.StandardInput.Close();
        var (processor, seen) = (TimeSpan.Zero, new List<(long, long)>());
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            var words = line.Split(' ');
            var (first, second) = (Number(words[0]), Number(words[1]));
            if (first == 0) processor = new(second);
            else seen.Add((first, second));
        }

        await _process.WaitForExitAsync();
        return (processor, seen);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static ReaderProcess Start(params string[] arguments)
    {
        var program = Environment.ProcessPath!;
        var isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        string[] all = isHost ? [Path.Combine(AppContext.BaseDirectory, "Opossum.Typed.Benchmarks.dll"), .. arguments] : arguments;
        return new(Process.Start(new ProcessStartInfo(program, all) { RedirectStandardInput = true, RedirectStandardOutput = true })!);
    }
}
