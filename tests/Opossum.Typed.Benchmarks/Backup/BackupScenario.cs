using System.Diagnostics;
using Opossum.Typed.Benchmarks.Storage;
using Opossum.Typed.Benchmarks.Volume;

namespace Opossum.Typed.Benchmarks.Backup;

/// <summary>
/// Backups of a store that is appended to: what they take, and what is left of the append rate meanwhile, beside that of the same writers
/// right before.
/// </summary>
internal sealed class BackupScenario(ScratchDirectory scratch, TimeSpan window, TextWriter output, TextWriter remarks)
{
    private const int Writers = 16;

    private readonly VolumeOutput _output = new("opossum", output, remarks, scenario: "backup");
    private long _next;

    public async Task RunAsync(long events)
    {
        _output.At(events);
        await using var log = await EmbeddedEventLog.OpenAsync(scratch.Make("store"));
        await Fill.ToAsync(log, events);
        _next = log.Head;
        using var stop = new CancellationTokenSource();
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(() => AppendAsync(log, stop.Token))));
        await Task.Delay(window / 2);
        await MeasureAsync(log, "full-copy", scratch.Make("copy"), new());
        await MeasureAsync(log, "incremental-copy", scratch.Make("copy"), new());
        await MeasureAsync(log, "full-links", scratch.Make("links"), new() { HardLinks = true });
        await MeasureAsync(log, "incremental-links", scratch.Make("links"), new() { HardLinks = true });
        await stop.CancelAsync();
        await writing;
        await log.BackupAsync(scratch.Make("copy"));
        await MeasureAsync(log, "nothing-new", scratch.Make("copy"), new());
    }

    private async Task MeasureAsync(EmbeddedEventLog log, string metric, string directory, BackupOptions options)
    {
        var alone = await RateAsync(log, Task.Delay(window));
        var start = Stopwatch.GetTimestamp();
        var making = log.BackupAsync(directory, options);
        var beside = await RateAsync(log, making);
        var took = Stopwatch.GetElapsedTime(start);
        var backup = await making;
        _output.Write(metric, took.TotalMilliseconds, "ms");
        _output.Write(metric + "-copied", backup.CopiedBytes / 1e6, "MB");
        if (alone == 0) return;
        _output.Write(metric + "-appends-alone", alone, "events/s");
        _output.Write(metric + "-appends-beside", beside, "events/s");
        _output.Write(metric + "-appends-ratio", beside / alone, "x");
        _output.Remark(FormattableString.Invariant(
            $"{metric}: up to {backup.Head:N0}, {backup.Copied} copied, {backup.Linked} linked, {backup.Kept} kept"));
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
