using Opossum.Typed.Benchmarks.Engines;
using Opossum.Typed.Benchmarks.Load;

namespace Opossum.Typed.Benchmarks.Measure;

/// <summary>
/// What the commit thread allocates, measured exactly and from outside: it asks the store's clock when it has written a group, and a clock
/// of ours that is asked on that thread can read the thread's own allocation count.
/// </summary>
internal static class AllocScenario
{
    public static async Task<AllocResult> RunAsync(LoadShape load, string directory)
    {
        var clock = new AllocationClock();
        await using var store = new OpossumUnderLoad(
            await EmbeddedEventLog.OpenAsync(directory, new OpossumOptions { TimeProvider = clock }));
        await ClosedLoop.RunAsync(store, load);         // buffers grow to the size that the load needs
        var before = clock.Bytes;
        var sample = await ClosedLoop.RunAsync(store, load, firstAppender: load.Appenders);
        var bytes = clock.Bytes - before;
        var appends = sample.Latencies.Length;
        return new(
            "alloc", load.Appenders, load.Batch, load.Conditional, appends, Math.Round(bytes / (double)appends, 2),
            Math.Round(bytes / (double)sample.Events, 2));
    }
}
