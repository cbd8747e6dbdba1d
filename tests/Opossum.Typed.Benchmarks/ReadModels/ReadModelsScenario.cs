using System.Diagnostics;
using Opossum.Typed.Benchmarks.Storage;
using Opossum.Typed.Benchmarks.Volume;
using Opossum.Typed.Sqlite;

namespace Opossum.Typed.Benchmarks.ReadModels;

/// <summary>
/// How fast rows are made of a log in the page cache, in turns with a hand-written projection; how soon an append is visible; what a page
/// costs; and how much memory all that takes.
/// </summary>
internal sealed class ReadModelsScenario(ScratchDirectory scratch, int rounds, int cacheMebibytes, TextWriter output, TextWriter remarks)
{
    private static readonly ReadModelSet One = new(ReadModelDescriptor.Of<CampusCard, CampusCourse>());

    private static readonly ReadModelSet Joined = new(ReadModelDescriptor.Of<CampusSeat, CampusCourse>());

    private static readonly ReadModelSet Five = new(
        ReadModelDescriptor.Of<CampusCard, CampusCourse>(),
        ReadModelDescriptor.Of<CampusCard2, CampusCourse>(),
        ReadModelDescriptor.Of<CampusCard3, CampusCourse>(),
        ReadModelDescriptor.Of<CampusCard4, CampusCourse>(),
        ReadModelDescriptor.Of<CampusCard5, CampusCourse>());

    private readonly VolumeOutput _output = new("opossum", output, remarks, scenario: "read-models");

    private ReadModelOptions Cached => new() { CacheBytes = (long)cacheMebibytes << 20 };

    public static string[] AllWays => ["hand-written", "sqlite", "sqlite-five", "memory", "joined", "joined-memory"];

    public async Task RunAsync(int events, int keys, int samples, string[] wanted)
    {
        _output.At(events);
        var root = scratch.Make($"campus-{keys}");
        await using (var store = await OpenAsync(root)) await CampusLog.FillAsync(store, events, keys);
        await CatchUpAsync(root, events, keys, wanted);
        await PageAsync(root);
        _output.At(samples);
        await PromptAsync(root, samples);
    }

    private static ValueTask<OpossumStore> OpenAsync(string root) => OpossumStore.OpenAsync(root, Load.BenchmarkEvents.Model);

    private async Task CatchUpAsync(string root, int events, int keys, string[] wanted)
    {
        var ways = new Dictionary<string, Func<OpossumStore, Task>>
        {
            ["hand-written"] = store => HandWritten.CatchUpAsync(store, NewFile("hand")),
            ["sqlite"] = async store => await CloseAsync(await SqliteReadModels.OpenAsync(NewFile("one"), store, One, Cached), keys),
            ["sqlite-five"] = async store => await CloseAsync(await SqliteReadModels.OpenAsync(NewFile("five"), store, Five, Cached), keys),
            ["memory"] = async store => await CloseAsync(await InMemoryReadModels.OpenAsync(store, One), keys),
            ["joined"] = async store => await CloseJoinedAsync(await SqliteReadModels.OpenAsync(NewFile("joined"), store, Joined, Cached)),
            ["joined-memory"] = async store => await CloseJoinedAsync(await InMemoryReadModels.OpenAsync(store, Joined, Cached)),
        };
        foreach (var way in AllWays.Except(wanted)) ways.Remove(way);
        var rates = ways.Keys.ToDictionary(static way => way, _ => new double[rounds + 1]);
        var peaks = ways.Keys.ToDictionary(static way => way, _ => new double[rounds + 1]);
        for (var round = 0; round <= rounds; round++)          // the first is for the just-in-time compiler
        {
            foreach (var (way, run) in ways)
            {
                var snapshots = Path.Combine(root, "read-models");
                if (Directory.Exists(snapshots)) Directory.Delete(snapshots, recursive: true);
                await using var store = await OpenAsync(root);
                var idle = ProcessMemory.Bytes;
                var peak = idle;
                using (new Timer(_ => peak = Math.Max(peak, ProcessMemory.Now), null, 0, 20))
                {
                    var begin = Stopwatch.GetTimestamp();
                    await run(store);
                    rates[way][round] = events / Stopwatch.GetElapsedTime(begin).TotalSeconds;
                }

                peaks[way][round] = peak / 1e6;
            }
        }

        foreach (var way in ways.Keys)
        {
            _output.Write($"{way}-{keys}", Median(rates[way]), "events/s");
            _output.Write($"{way}-{keys}-peak", Median(peaks[way]), "MB");
        }

        WriteRatio("sqlite-ratio", "hand-written");
        WriteRatio("five-cost", "sqlite-five");

        void WriteRatio(string name, string way)
        {
            if (rates.TryGetValue("sqlite", out var ours) && rates.TryGetValue(way, out var others))
                _output.Write($"{name}-{keys}", Ratio(ours, others), "x");
        }
    }

    /// <summary>The opening has waited until all rows are there.</summary>
    private static async Task CloseAsync(Typed.ReadModels views, int keys)
    {
        var status = await views.GetStatusAsync();
        if (status[0].Rows != keys) throw new InvalidOperationException($"There are {status[0].Rows} rows.");
        await views.DisposeAsync();
    }

    /// <summary>With how many states were read, and not at hand.</summary>
    private async Task CloseJoinedAsync(Typed.ReadModels views)
    {
        var join = (await views.GetStatusAsync())[0].Joins[0];
        await remarks.WriteLineAsync($"joined: {join}");
        await views.DisposeAsync();
    }

    private async Task PageAsync(string root)
    {
        await using var store = await OpenAsync(root);
        await using var views = await SqliteReadModels.OpenAsync(NewFile("page"), store, One);
        var times = new double[200];
        for (var i = -20; i < times.Length; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            await views.PageAsync<CampusCard>($"order by course", number: i % 7 + 21, size: 50);
            if (i >= 0) times[i] = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        }

        _output.Write("page-p50", Percentile(times, 50), "ms");
    }

    /// <summary>One append after the other, at rest: from its call to the moment at which a reader finds it.</summary>
    private async Task PromptAsync(string root, int samples)
    {
        await using var store = await OpenAsync(root);
        var course = new CampusCourse(Guid.NewGuid());
        await store.AppendAsync(new CourseOpened(course, "Live", int.MaxValue));
        foreach (var isSqlite in new[] { true, false })
        {
            await using Typed.ReadModels views = isSqlite
                ? await SqliteReadModels.OpenAsync(NewFile("live"), store, One)
                : await InMemoryReadModels.OpenAsync(store, One);
            var times = new double[samples];
            for (var i = -samples / 5; i < samples; i++)
            {
                var begin = Stopwatch.GetTimestamp();
                await views.UntilAsync(await store.AppendAsync(new SeatTaken(course, course.Value)));
                if (i >= 0) times[i] = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
            }

            var name = isSqlite ? "sqlite" : "memory";
            _output.Write($"visible-{name}-p50", Percentile(times, 50), "ms");
            _output.Write($"visible-{name}-p99", Percentile(times, 99), "ms");
        }
    }

    private string NewFile(string name) => Path.Combine(scratch.Make($"{name}-{Guid.NewGuid():N}"), "views.db");

    private static double Median(double[] all) => Percentile(all[1..], 50);

    private static double Ratio(double[] ours, double[] theirs) => Median([.. ours.Zip(theirs, static (one, other) => one / other)]);

    private static double Percentile(double[] values, int percent)
    {
        double[] ordered = [.. values.Order()];
        return ordered[ordered.Length * percent / 100];
    }
}
