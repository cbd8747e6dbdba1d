using System.Diagnostics;
using Opossum.Typed.Benchmarks.Storage;
using Opossum.Typed.Benchmarks.Volume;
using Opossum.Typed.Sqlite;

namespace Opossum.Typed.Benchmarks.ReadModels;

/// <summary>
/// What rows that are made again beside cost those that are read: events are appended as fast as they can be, and the rows follow, alone
/// and beside a rebuild in turns.
/// </summary>
internal sealed class RebuildScenario(ScratchDirectory scratch, int rounds, TextWriter output, TextWriter remarks)
{
    private const int BatchSize = 1000;

    private static readonly ReadModelSet One = new(ReadModelDescriptor.Of<CampusCard, CampusCourse>());

    private readonly VolumeOutput _output = new("opossum", output, remarks, scenario: "rebuild");

    public async Task RunAsync(int events, int keys, int appended)
    {
        _output.At(appended);
        await using var store = await OpossumStore.OpenAsync(scratch.Make("campus"), Load.BenchmarkEvents.Model);
        await CampusLog.FillAsync(store, events, keys);
        await using var views = await SqliteReadModels.OpenAsync(Path.Combine(scratch.Make("rows"), "views.db"), store, One);
        var (alone, beside) = (new double[rounds + 1], new double[rounds + 1]);
        for (var round = 0; round <= rounds; round++)           // the first is for the just-in-time compiler
        {
            alone[round] = await FollowAsync(store, views, appended);
            var rebuilt = views.RebuildAsync((await views.GetStatusAsync())[0].Name);
            beside[round] = await FollowAsync(store, views, appended);
            if (rebuilt.IsCompleted) await remarks.WriteLineAsync("The rebuild was over before the rows were there: have more events.");
            await rebuilt;
        }

        _output.Write("alone", Median(alone), "events/s");
        _output.Write("beside", Median(beside), "events/s");
        _output.Write("ratio", Median([.. beside.Zip(alone, static (one, other) => one / other)]), "x");
    }

    /// <returns>Events a second, from the first append until the rows have all of them.</returns>
    private static async Task<double> FollowAsync(OpossumStore store, SqliteReadModels views, int appended)
    {
        var (random, courses) = (new Random(7), new List<CampusCourse>());
        await foreach (var card in views.QueryAsync<CampusCard>($"order by course limit 10000")) courses.Add(card.Course);
        var begin = Stopwatch.GetTimestamp();
        for (var left = appended; left > 0; left -= BatchSize)
        {
            var batch = new IEvent[Math.Min(left, BatchSize)];
            foreach (ref var e in batch.AsSpan())
            {
                var course = courses[random.Next(courses.Count)];
                e = new SeatTaken(course, course.Value);
            }

            await store.AppendAsync(batch);
        }

        await views.UntilAsync(store.Head, Timeout.InfiniteTimeSpan);
        return appended / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    private static double Median(double[] all)
    {
        double[] ordered = [.. all[1..].Order()];
        return ordered[ordered.Length / 2];
    }
}
