using System.Diagnostics;
using Opossum.Typed.Benchmarks.Load;
using Opossum.Typed.Benchmarks.Measure;
using Opossum.Typed.Benchmarks.Storage;

namespace Opossum.Typed.Benchmarks.Engines;

/// <summary>
/// What the disk would have allowed: the bytes of opossum's log of this round once more, in the same groups, each with one write and one
/// flush, one after another, into files that are filled with zeros in the background, one ahead, as opossum's are. No events, no logic:
/// only write, flush and waiting for the next file are timed. It stands for the fastest log that makes the same groups.
/// </summary>
internal sealed class RawEngine : IEngine
{
    public const string EngineName = "raw";

    public string Name => EngineName;

    public Task<Sample> RunAsync(string directory, LoadShape load)
    {
        var log = LogGroups.Read(Path.Combine(Path.GetDirectoryName(directory)!, OpossumEngine.EngineName));
        using var files = new FilesAhead(directory, log.Segments);
        return Task.FromResult(Write(log, files));
    }

    private static Sample Write(LogGroups log, FilesAhead files)
    {
        using var sources = new SourceFiles(log.Segments);
        var latencies = new long[log.Groups.Count];
        var (ticks, cpu) = (0L, TimeSpan.Zero);
        for (var i = 0; i < latencies.Length; i++)
        {
            var bytes = sources.Read(log.Groups[i]);
            var cpuBefore = Environment.CpuUsage.TotalTime;
            var before = Stopwatch.GetTimestamp();
            files[log.Groups[i].Segment].WriteDurably(bytes, log.Groups[i].Offset);
            ticks += latencies[i] = Stopwatch.GetTimestamp() - before;
            cpu += Environment.CpuUsage.TotalTime - cpuBefore;
        }

        return new(log.Events, TimeSpan.FromSeconds(ticks / (double)Stopwatch.Frequency), latencies, cpu)
        {
            BytesPerEvent = log.Bytes / (double)Math.Max(1, log.Events),
        };
    }
}
