using System.Diagnostics;
using Opossum.Typed.Benchmarks.Load;
using Opossum.Typed.Benchmarks.Measure;
using Opossum.Typed.Benchmarks.Storage;

namespace Opossum.Typed.Benchmarks.Engines;

/// <summary>
/// What the device and its file system need for one durable write: 4 KiB over the zeros of a prepared file, then fdatasync, from one
/// thread. An "event" of it is one such write, so its latency is the floor under every lone append.
/// </summary>
internal sealed class ProbeEngine : IEngine
{
    public const string EngineName = "probe";
    private const int BlockBytes = 4 << 10;
    private const int FileBytes = 16 << 20;

    public string Name => EngineName;

    public LoadShape Adjust(LoadShape load) => load with { Appenders = 1, Batch = 1, Conditional = false };

    public Task<Sample> RunAsync(string directory, LoadShape load)
    {
        using var file = new PreparedFile(Path.Combine(directory, "probe"), FileBytes);
        var block = new byte[BlockBytes];
        Random.Shared.NextBytes(block);
        var latencies = new List<long>(1 << 16);
        var cpu = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        while (latencies.Count < load.Events && Stopwatch.GetElapsedTime(start) < load.Duration)
        {
            var before = Stopwatch.GetTimestamp();
            file.WriteDurably(block, latencies.Count * (long)BlockBytes % FileBytes);
            latencies.Add(Stopwatch.GetTimestamp() - before);
        }

        var took = Stopwatch.GetElapsedTime(start);
        return Task.FromResult(new Sample(latencies.Count, took, [.. latencies], Environment.CpuUsage.TotalTime - cpu)
        {
            BytesPerEvent = BlockBytes,
        });
    }
}
