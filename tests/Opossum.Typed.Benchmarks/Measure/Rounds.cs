using Opossum.Typed.Benchmarks.Engines;
using Opossum.Typed.Benchmarks.Load;
using Opossum.Typed.Benchmarks.Storage;

namespace Opossum.Typed.Benchmarks.Measure;

/// <summary>
/// Runs the engines in turns, so that a disturbance of the machine meets all of them, each time in a fresh directory. A short round before
/// the first is for the just-in-time compiler and is not counted.
/// </summary>
internal sealed class Rounds(IReadOnlyList<IEngine> engines, LoadShape load, ScratchDirectory scratch)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.5);

    public async Task<Report> RunAsync(int rounds)
    {
        await RunOneAsync("warm-up", load with { Duration = load.Duration < WarmUp ? load.Duration : WarmUp });
        var samples = new Sample[rounds][];
        for (var round = 0; round < rounds; round++) samples[round] = await RunOneAsync($"round-{round + 1}", load);
        return new(load, [.. engines.Select((engine, i) => (engine, samples.Select(round => round[i]).ToArray()))]);
    }

    private async Task<Sample[]> RunOneAsync(string name, LoadShape shape)
    {
        var samples = new Sample[engines.Count];
        for (var i = 0; i < samples.Length; i++)
        {
            GC.Collect();       // of what the engine before left behind
            samples[i] = await engines[i].RunAsync(scratch.Make(Path.Combine(name, engines[i].Name)), engines[i].Adjust(shape));
        }

        return samples;
    }
}
