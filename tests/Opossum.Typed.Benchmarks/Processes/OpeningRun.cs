using System.Diagnostics;
using System.Globalization;
using Opossum.Typed.Benchmarks.Storage;

namespace Opossum.Typed.Benchmarks.Processes;

/// <summary>The other process of <see cref="ReadOnlyOpenScenario"/>. It prints a measure a line: its name, its value, its unit.</summary>
internal static class OpeningRun
{
    private const int Openings = 9;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(15);

    public static async Task RunAsync(string store, TextWriter output)
    {
        var empty = ProcessMemory.Bytes;
        var begin = Stopwatch.GetTimestamp();
        var log = await EmbeddedEventLog.OpenReadOnlyAsync(store);
        Write("read-only-first-open", Stopwatch.GetElapsedTime(begin).TotalMilliseconds, "ms");         // its code compiled on the way
        Write("read-only-memory", (ProcessMemory.Bytes - empty) / 1e6, "MB");
        await log.DisposeAsync();
        var times = new double[Openings];
        for (var i = 0; i < Openings; i++)
        {
            begin = Stopwatch.GetTimestamp();
            log = await EmbeddedEventLog.OpenReadOnlyAsync(store);
            times[i] = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
            await log.DisposeAsync();
        }

        Write("read-only-open", times.Order().ElementAt(Openings / 2), "ms");
        await using (log = await EmbeddedEventLog.OpenReadOnlyAsync(store))
        {
            using var follower = log.Follow(Query.All, log.Head);
            var waiting = follower.FillAsync().AsTask();
            await Task.Delay(TimeSpan.FromSeconds(30));         // until pauses are at their longest, and all that opening ran is compiled
            var before = Environment.CpuUsage.TotalTime;
            await Task.Delay(Idle);
            Write("read-only-idle", 100 * ((Environment.CpuUsage.TotalTime - before) / Idle), "% of a core");
            GC.KeepAlive(waiting);
        }

        void Write(string metric, double value, string unit) =>
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{metric} {value:R} {unit}"));
    }
}
