using System.Diagnostics;
using Opossum.Typed.Benchmarks.Load;
using Opossum.Typed.Benchmarks.Storage;

namespace Opossum.Typed.Benchmarks.Volume;

/// <summary>Fills a store to one size after the other, and measures all there is to measure at each.</summary>
internal sealed class VolumeScenario(string directory, TimeSpan window, VolumeOutput output)
{
    private const int ColdReaders = 16;
    private const int ColdReads = 4000;
    private const int WarmReads = 5000;
    private const long ScanLimit = 10_000_000;

    public async Task RunAsync(IReadOnlyList<long> sizes)
    {
        foreach (var size in sizes)
        {
            await FillAsync(size);
            output.At(size);
            await OpenAsync();
            await MeasureAsync();
            Disk();
        }
    }

    private async Task FillAsync(long size)
    {
        var start = Stopwatch.GetTimestamp();
        await using var log = await EmbeddedEventLog.OpenAsync(directory);
        var before = log.Head;
        await Fill.ToAsync(log, size);
        output.Remark(FormattableString.Invariant(
            $"filled from {before:N0} to {log.Head:N0} events, {(log.Head - before) / Stopwatch.GetElapsedTime(start).TotalSeconds:N0}/s"));
    }

    /// <summary>After a close, so that the time is that of every day; the files are in the page cache as far as memory goes.</summary>
    private async Task OpenAsync()
    {
        var times = new double[5];
        for (var i = 0; i < times.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await using var log = await EmbeddedEventLog.OpenAsync(directory);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        output.Write("open", times[times.Length / 2], "ms");
    }

    private async Task MeasureAsync()
    {
        await using var store = await OpossumStore.OpenAsync(directory, BenchmarkEvents.Model);
        var log = store.Log;
        await SettleAsync();
        output.Write("memory-after-open", ProcessMemory.Bytes / 1e6, "MB");

        var entities = new EntityReads(store, VolumeLoad.WholeEntities(log.Head));
        var warm = await entities.WarmAsync(WarmReads);
        var bare = BareReads.Measure(Segments(), (double)Segments().Sum(static file => new FileInfo(file).Length) / log.Head);
        output.Write("entity-warm", warm, "us");
        output.Write("entity-bare-reads", bare, "us");
        output.Write("entity-warm-ratio", warm / bare, "x");

        PageCache.Drop(directory);
        var cold = await entities.ColdAsync(ColdReaders, ColdReads);
        PageCache.Drop(directory);
        var device = DeviceReads.Measure(Segments(), ColdReaders, ColdReads * VolumeLoad.EventsOfEntity / 4);
        output.Write("entity-cold", cold, "events/s");
        output.Write("device-reads", device, "reads/s");
        output.Write("entity-cold-ratio", cold / device, "x");

        var checks = new ConditionChecks(log, directory);
        output.Write("check-near-head", await checks.NearHeadAsync(), "ns CPU");
        output.Write("check-absent", await checks.AbsentAsync(), "ns CPU");
        output.Write("check-absent-cold", await checks.AbsentColdAsync(), "disk reads");

        var type = await Scans.RawAsync(log, Query.Of(new QueryItem([VolumeLoad.TypeOf(0)], [])), ScanLimit / 10);
        output.Write("type-scan", type.PerSecond, "events/s");
        var and = await Scans.RawAsync(log, Query.Tagged(new Tag(VolumeLoad.Region(0)), new Tag(VolumeLoad.Customer(5))), ScanLimit);
        output.Write("and-of-two", and.Milliseconds, "ms");
        output.Write("and-of-two-matches", and.Count, "events");
        await Scans.RawAsync(log, Query.All, ScanLimit);          // into the page cache
        output.Write("scan-raw", (await Scans.RawAsync(log, Query.All, ScanLimit)).PerSecond, "events/s");
        output.Write("scan-typed", await Scans.TypedAsync(store, ScanLimit), "events/s");

        output.Write("append-64x1-conditional", await AppendWindow.RunAsync(log, window), "events/s");
        output.Write("memory-after-work", ProcessMemory.Bytes / 1e6, "MB");
    }

    /// <summary>
    /// A store that was just filled still merges its index. What a store costs while it merges, the window of appends tells; all else is of
    /// one that is settled.
    /// </summary>
    private async Task SettleAsync()
    {
        var start = Stopwatch.GetTimestamp();
        for (var quiet = 0; quiet < 20; quiet++)
        {
            await Task.Delay(100);
            if (Directory.EnumerateFiles(directory, "*.tmp", SearchOption.AllDirectories)
                .Any(static file => !file.EndsWith(".seg.tmp", StringComparison.Ordinal)))
                quiet = -1;
        }

        output.Remark(FormattableString.Invariant($"settled after {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s"));
    }

    private void Disk()
    {
        var log = Segments().Sum(static file => new FileInfo(file).Length);
        var all = new DirectoryInfo(directory).EnumerateFiles("*", SearchOption.AllDirectories).Sum(static file => file.Length);
        output.Write("log-bytes", log / 1e6, "MB");
        output.Write("index-bytes", (all - log) / 1e6, "MB");
        output.Write("disk-ratio", all / (double)log, "x");
    }

    private string[] Segments() => [.. Directory.GetFiles(directory, "*.seg", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
