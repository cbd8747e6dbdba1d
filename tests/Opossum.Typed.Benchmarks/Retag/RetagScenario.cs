using System.Diagnostics;
using Opossum.Typed.Benchmarks.Storage;
using Opossum.Typed.Benchmarks.Volume;

namespace Opossum.Typed.Benchmarks.Retag;

/// <summary>
/// A retagging that gives every event of a store a tag, while the store is appended to: its rate, the memory that it takes, what is left of
/// the append rate beside it, and how fast the tag is asked for afterwards.
/// </summary>
internal sealed class RetagScenario(ScratchDirectory scratch, TimeSpan window, TextWriter output, TextWriter remarks)
{
    private const int Writers = 16;
    private const int Queries = 1000;

    private readonly VolumeOutput _output = new("opossum", output, remarks, scenario: "retag");
    private long _next;

    public async Task RunAsync(long events)
    {
        _output.At(events);
        await using var log = await EmbeddedEventLog.OpenAsync(scratch.Make("store"));
        await Fill.ToAsync(log, events);
        _next = log.Head;
        var idle = ProcessMemory.Bytes;
        using var stop = new CancellationTokenSource();
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(() => AppendAsync(log, stop.Token))));
        await Task.Delay(window / 2);
        var alone = await RateAsync(log, Task.Delay(window));
        var (begin, peak) = (Stopwatch.GetTimestamp(), 0L);
        var retagging = log.RetagAsync(new BatchTags());
        using var sampling = new Timer(_ => peak = Math.Max(peak, ProcessMemory.Now), null, 0, 200);
        var beside = await RateAsync(log, retagging);
        var took = Stopwatch.GetElapsedTime(begin);
        var result = await retagging;
        await stop.CancelAsync();
        await writing;
        _output.Write("retag", result.Retagged / took.TotalSeconds, "events/s");
        _output.Write("retag-took", took.TotalSeconds, "s");
        _output.Write("retag-memory", (peak - idle) / 1e6, "MB");
        _output.Write("retag-appends-alone", alone, "events/s");
        _output.Write("retag-appends-beside", beside, "events/s");
        _output.Write("retag-appends-ratio", beside / alone, "x");
        await AskAsync(log, events);
    }

    private async Task AskAsync(EmbeddedEventLog log, long events)
    {
        var (begin, found) = (Stopwatch.GetTimestamp(), 0);
        for (var i = 0L; i < Queries; i++)
        {
            using var reader = log.Read(Query.Tagged(BatchTags.Of(i * events / Queries)));
            while (await reader.FillAsync())
                while (reader.TryRead(out _)) found++;
        }

        _output.Write("retag-query", Stopwatch.GetElapsedTime(begin).TotalMicroseconds / Queries, "us");
        _output.Remark(FormattableString.Invariant($"{found:N0} events found by {Queries:N0} queries of an added tag"));
    }

    private static async Task<double> RateAsync(EmbeddedEventLog log, Task until)
    {
        var (begin, before) = (Stopwatch.GetTimestamp(), log.Head);
        await until;
        return (log.Head - before) / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    private async Task AppendAsync(EmbeddedEventLog log, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
            await log.AppendAsync([VolumeLoad.Make(Interlocked.Increment(ref _next) - 1)], cancellationToken: CancellationToken.None);
    }
}
