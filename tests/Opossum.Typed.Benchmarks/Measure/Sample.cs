using System.Diagnostics;

namespace Opossum.Typed.Benchmarks.Measure;

/// <summary>What one round of one engine was measured to do.</summary>
/// <param name="Events">Acknowledged.</param>
/// <param name="Elapsed">From the first append to the last acknowledgement.</param>
/// <param name="Latencies">Of every append (of every flush, for probe and raw), in ticks of <see cref="Stopwatch"/>; in no order.</param>
/// <param name="Cpu">Of the whole process, load included.</param>
internal sealed record Sample(long Events, TimeSpan Elapsed, long[] Latencies, TimeSpan Cpu)
{
    public double EventsPerSecond => Events / Elapsed.TotalSeconds;

    public double CpuNanosecondsPerEvent => Cpu.TotalNanoseconds / Math.Max(1, Events);

    /// <summary>Measured after the round, when the store is closed.</summary>
    public double BytesPerEvent { get; init; }

    /// <summary>A percentile by nearest rank, exact: every latency is kept.</summary>
    public double Microseconds(double percentile)
    {
        if (Latencies.Length == 0) return 0;
        long[] sorted = [.. Latencies.Order()];
        var rank = (int)Math.Ceiling(percentile / 100 * sorted.Length);
        return sorted[Math.Max(rank, 1) - 1] * 1e6 / Stopwatch.Frequency;
    }
}
