using Opossum.Typed.Benchmarks.Engines;
using Opossum.Typed.Benchmarks.Load;

namespace Opossum.Typed.Benchmarks.Measure;

/// <summary>What one call measured: the median round of each engine as numbers for programs, and ratios for people.</summary>
/// <param name="Load">As asked for.</param>
/// <param name="Samples">Of each engine, round by round.</param>
internal sealed record Report(LoadShape Load, IReadOnlyList<(IEngine Engine, Sample[] Rounds)> Samples)
{
    public void WriteTo(TextWriter output, TextWriter remarks)
    {
        foreach (var (engine, rounds) in Samples)
            output.WriteLine(Result.Of(engine.Name, engine.Adjust(Load), MedianBy(rounds, static round => round.EventsPerSecond)).ToJson());
        var opossum = Samples.FirstOrDefault(static s => s.Engine.Name == OpossumEngine.EngineName).Rounds;
        if (opossum is null) return;
        foreach (var (engine, rounds) in Samples)
            if (rounds != opossum) remarks.WriteLine(Compare(opossum, engine.Name, rounds));
    }

    /// <summary>The median of the rounds' own ratios: neighbours in time met the same machine.</summary>
    private static string Compare(Sample[] opossum, string name, Sample[] other)
    {
        var pairs = opossum.Zip(other).ToArray();
        if (name == ProbeEngine.EngineName)
        {
            var more = Median(pairs, static p => p.First.Microseconds(50) - p.Second.Microseconds(50));
            return FormattableString.Invariant($"# opossum's append takes {more:+0;-0} µs more than a flush of probe (p50)");
        }

        var rate = Median(pairs, static p => p.First.EventsPerSecond / p.Second.EventsPerSecond);
        var cpu = Median(pairs, static p => p.First.CpuNanosecondsPerEvent / p.Second.CpuNanosecondsPerEvent);
        return FormattableString.Invariant(
            $"# opossum appends {rate:0.###} times the events per second of {name}, for {cpu:0.##} times its CPU an event");
    }

    private static double Median<T>(IEnumerable<T> items, Func<T, double> value) => value(MedianBy(items, value));

    private static T MedianBy<T>(IEnumerable<T> items, Func<T, double> key)
    {
        T[] ordered = [.. items.OrderBy(key)];
        return ordered[ordered.Length / 2];
    }
}
