using Opossum.Typed.Benchmarks.Engines;
using Opossum.Typed.Benchmarks.Load;
using Opossum.Typed.Benchmarks.Storage;

namespace Opossum.Typed.Benchmarks.Measure;

/// <summary>
/// Runs the engines in turns, so that a disturbance of the machine meets all of them, each time in a fresh directory. A round before the
/// first is for the just-in-time compiler and is not counted.
/// </summary>
/// <param name="engines">What to run.</param>
/// <param name="load">The load of a round.</param>
/// <param name="scratch">Where.</param>
/// <param name="warmUp">
/// How long the uncounted round of each engine lasts. While the compiler still instruments what it compiles and compiles it again, an
/// append costs up to twice the processor time: two versions of the engine then differ by how much code they have, not by how fast it is.
/// </param>
internal sealed class Rounds(IReadOnlyList<IEngine> engines, LoadShape load, ScratchDirectory scratch, TimeSpan warmUp)
{
    public async Task<Report> RunAsync(int rounds)
    {
        await RunOneAsync("warm-up", load with { Duration = warmUp });
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
