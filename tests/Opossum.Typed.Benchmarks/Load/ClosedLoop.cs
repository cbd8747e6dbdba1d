using System.Diagnostics;
using Opossum.Typed.Benchmarks.Measure;

namespace Opossum.Typed.Benchmarks.Load;

/// <summary>
/// Tasks on the thread pool, each of which appends again when its last append was acknowledged. The condition's head is the one that this
/// last append has shown it.
/// </summary>
internal static class ClosedLoop
{
    /// <param name="store">What to append to.</param>
    /// <param name="load">How.</param>
    /// <param name="firstAppender">Appenders are numbered from here; the same number makes the same events.</param>
    public static async Task<Sample> RunAsync(IStoreUnderLoad store, LoadShape load, int firstAppender = 0)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        var deadline = start + (long)(load.Duration.TotalSeconds * Stopwatch.Frequency);
        var appenders = new Task<List<long>>[load.Appenders];
        for (var i = 0; i < appenders.Length; i++)
        {
            var number = firstAppender + i;
            appenders[i] = Task.Run(() => AppendAsync(store.CreateAppender(), new Workload(number, load.Batch), load, deadline));
        }

        var latencies = await Task.WhenAll(appenders);
        var elapsed = Stopwatch.GetElapsedTime(start);
        long[] all = [.. latencies.SelectMany(static ticks => ticks)];
        return new(all.Length * (long)load.Batch, elapsed, all, Environment.CpuUsage.TotalTime - cpu);
    }

    private static async Task<List<long>> AppendAsync(IAppender appender, Workload workload, LoadShape load, long deadline)
    {
        var latencies = new List<long>(1 << 16);
        long head = 0;
        while (latencies.Count < load.AppendsOfEach)
        {
            var events = workload.Next();
            var before = Stopwatch.GetTimestamp();
            if (before >= deadline) break;
            head = await appender.AppendAsync(events, load.Conditional ? head : null);
            latencies.Add(Stopwatch.GetTimestamp() - before);
        }

        return latencies;
    }
}
