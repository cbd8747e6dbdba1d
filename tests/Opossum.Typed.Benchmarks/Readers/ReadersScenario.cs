using System.Diagnostics;
using Opossum.Typed.Benchmarks.Decide;
using Opossum.Typed.Benchmarks.Load;
using Opossum.Typed.Benchmarks.Measure;
using Opossum.Typed.Benchmarks.Storage;

namespace Opossum.Typed.Benchmarks.Readers;

/// <summary>
/// How long an append waits beside readers that make lists of the whole store, one after the other, each on the thread pool as a request of
/// a web server is: alone first, then beside so many. A read is synchronous work, and what an append has to do on the pool comes after all
/// that does not give its thread back.
/// </summary>
internal sealed class ReadersScenario(ScratchDirectory scratch, TextWriter output)
{
    private const int EventsOfAppend = 1000;

    public async Task RunAsync(int readers, int events, TimeSpan window)
    {
        await using var store = await OpossumStore.OpenAsync(scratch.Make("readers"), BenchmarkEvents.Model);
        for (var i = 0; i < events; i += EventsOfAppend)
        {
            var students = Enumerable.Range(i, Math.Min(EventsOfAppend, events - i));
            await store.AppendAsync([.. students.Select(static student => (IEvent)new StudentEnrolled(new(1), new(student)))]);
        }

        await MeasureAsync(store, 1, TimeSpan.FromSeconds(1));          // for the just-in-time compiler
        Write(await MeasureAsync(store, 0, window), 0, events);
        Write(await MeasureAsync(store, readers, window), readers, events);
    }

    private static async Task<Measured> MeasureAsync(OpossumStore store, int readers, TimeSpan window)
    {
        using var stop = new CancellationTokenSource();
        var reading = Enumerable.Range(0, readers).Select(_ => Task.Run(() => ReadAsync(store, stop.Token))).ToArray();
        var cpu = Environment.CpuUsage.TotalTime;
        var (start, latencies, worst) = (Stopwatch.GetTimestamp(), new List<long>(), TimeSpan.Zero);
        for (var i = 0; Stopwatch.GetElapsedTime(start) < window; i++)
        {
            var (before, pausedBefore) = (Stopwatch.GetTimestamp(), GC.GetTotalPauseDuration());
            await store.AppendAsync(new StudentEnrolled(new(2), new(i)));
            var took = Stopwatch.GetTimestamp() - before;
            var withoutGc = Stopwatch.GetElapsedTime(0, took) - (GC.GetTotalPauseDuration() - pausedBefore);
            if (withoutGc > worst) worst = withoutGc;
            latencies.Add(took);
        }

        var elapsed = Stopwatch.GetElapsedTime(start);
        await stop.CancelAsync();
        var lists = (await Task.WhenAll(reading)).Sum();
        var appends = new Sample(latencies.Count, elapsed, [.. latencies], Environment.CpuUsage.TotalTime - cpu);
        return new(appends, worst, lists);
    }

    /// <returns>How many lists were made.</returns>
    private static async Task<long> ReadAsync(OpossumStore store, CancellationToken stop)
    {
        for (var lists = 0L; ; lists++)
        {
            var list = new List<SequencedEvent<IEvent>>();
            await foreach (var e in store.ReadAsync(Query.All))
            {
                if (stop.IsCancellationRequested) return lists;
                list.Add(e);
            }
        }
    }

    private void Write(Measured measured, int readers, int events)
    {
        var (appends, worst, lists) = measured;
        var result = new ReadersResult(
            "readers", readers, events, appends.Events, Round(50), Round(99), Round(100), Math.Round(worst.TotalMilliseconds, 2), lists);
        output.WriteLine(result.ToJson());
        output.Flush();

        double Round(double percentile) => Math.Round(appends.Microseconds(percentile) / 1000, 2);
    }

    private readonly record struct Measured(Sample Appends, TimeSpan WorstWithoutGc, long Lists);
}
