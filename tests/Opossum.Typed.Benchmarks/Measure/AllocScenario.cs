using Opossum.Typed.Benchmarks.Engines;
using Opossum.Typed.Benchmarks.Load;

namespace Opossum.Typed.Benchmarks.Measure;

/// <summary>
/// What the commit thread allocates, measured exactly and from outside: under deferred flushing it asks the store's clock whether a flush is due, and a clock of ours that is asked on
/// that thread can read the thread's own allocation count.
/// </summary>
internal static class AllocScenario
{
    public static async Task<AllocResult> RunAsync(LoadShape load, string directory)
    {
        var clock = new AllocationClock();
        var options = new OpossumOptions { FlushEventsImmediately = false, TimeProvider = clock };
        await using var store = new OpossumUnderLoad(await EventLog.OpenAsync(directory, options));
        await ClosedLoop.RunAsync(store, load);         // buffers grow to the size that the load needs
        var before = await clock.ReadAsync();
        var sample = await ClosedLoop.RunAsync(store, load, firstAppender: load.Appenders);
        var bytes = await clock.ReadAsync() - before;
        var appends = sample.Latencies.Length;
        return new("alloc", load.Appenders, load.Batch, load.Conditional, appends, Math.Round(bytes / (double)appends, 2), Math.Round(bytes / (double)sample.Events, 2));
    }
}
