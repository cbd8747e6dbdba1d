using System.Diagnostics;
using Opossum.Typed.Benchmarks.Storage;
using Opossum.Typed.Benchmarks.Volume;
using Opossum.Typed.Sqlite;

namespace Opossum.Typed.Benchmarks.ReadModels;

/// <summary>
/// From the acknowledgement of an append to the loop that watches its row, or a list that the row is in: beside loops over other rows, at
/// rest and while others append.
/// </summary>
internal sealed class WatchScenario(ScratchDirectory scratch, TextWriter output, TextWriter remarks)
{
    private const int OtherLoops = 1000;
    private const int Writers = 4;

    private static readonly ReadModelSet One = new(ReadModelDescriptor.Of<CampusCard, CampusCourse>());

    private readonly VolumeOutput _output = new("opossum", output, remarks, scenario: "watch");

    public async Task RunAsync(int samples)
    {
        _output.At(samples);
        foreach (var isSqlite in new[] { true, false })
        {
            await using var store = await OpossumStore.OpenAsync(scratch.Make($"watch-{isSqlite}"), Load.BenchmarkEvents.Model);
            CampusCourse[] courses = [.. Enumerable.Range(0, OtherLoops + 1).Select(static _ => new CampusCourse(Guid.NewGuid()))];
            await store.AppendAsync(courses.Select(static course => new CourseOpened(course, "Live", int.MaxValue)));
            await using Typed.ReadModels views = isSqlite
                ? await SqliteReadModels.OpenAsync(Path.Combine(scratch.Make("watch-rows"), "views.db"), store, One)
                : await InMemoryReadModels.OpenAsync(store, One);
            using var stop = new CancellationTokenSource();
            var others = courses.Skip(1).Select(course => LoopAsync(views.WatchAsync(CampusCard.At(course), stop.Token))).ToArray();
            foreach (var isBusy in new[] { false, true })
            {
                using var quiet = new CancellationTokenSource();
                var writers = isBusy
                    ? Enumerable.Range(0, Writers).Select(i => WriteAsync(store, courses.AsMemory(1), i, quiet.Token)).ToArray()
                    : [];
                foreach (var isList in new[] { false, true })
                {
                    var times = await MeasureAsync(store, courses[0], isList ? Lists(views, courses[0]) : Rows(views, courses[0]), samples);
                    var name = $"watched-{(isSqlite ? "sqlite" : "memory")}-{(isList ? "list" : "row")}{(isBusy ? "-busy" : "")}";
                    _output.Write($"{name}-p50", Percentile(times, 50), "ms");
                    _output.Write($"{name}-p99", Percentile(times, 99), "ms");
                }

                await quiet.CancelAsync();
                await Task.WhenAll(writers);
            }

            await stop.CancelAsync();
            await Task.WhenAll(others);
        }
    }

    /// <summary>One append after the other, each when the loop has seen the one before.</summary>
    private static async Task<double[]> MeasureAsync(
        OpossumStore store, CampusCourse course, Func<CancellationToken, IAsyncEnumerable<int>> watch, int samples)
    {
        var (times, seenAt, seen) = (new double[samples], 0L, 0);
        using var wake = new SemaphoreSlim(0);
        using var stop = new CancellationTokenSource();
        var loop = LoopAsync(watch(stop.Token), taken =>
        {
            Volatile.Write(ref seenAt, Stopwatch.GetTimestamp());
            Volatile.Write(ref seen, taken);
            wake.Release();
        });
        await wake.WaitAsync(CancellationToken.None);
        var begin = Volatile.Read(ref seen);
        for (var i = -samples / 5; i < samples; i++)
        {
            await store.AppendAsync(new SeatTaken(course, course.Value));
            var acknowledgedAt = Stopwatch.GetTimestamp();
            var wanted = ++begin;
            while (Volatile.Read(ref seen) < wanted) await wake.WaitAsync(CancellationToken.None);
            if (i >= 0) times[i] = Math.Max(Stopwatch.GetElapsedTime(acknowledgedAt, Volatile.Read(ref seenAt)).TotalMilliseconds, 0);
        }

        await stop.CancelAsync();
        await loop;
        return times;
    }

    private static Func<CancellationToken, IAsyncEnumerable<int>> Rows(Typed.ReadModels views, CampusCourse course) =>
        stop => views.WatchAsync(CampusCard.At(course), stop).Select(static card => card!.Taken);

    private static Func<CancellationToken, IAsyncEnumerable<int>> Lists(Typed.ReadModels views, CampusCourse course) => stop =>
        (views is SqliteReadModels sqlite
            ? sqlite.WatchAsync<CampusCard>($"where course >= {course} order by course limit 50", stop)
            : ((InMemoryReadModels)views).WatchAsync<CampusCard>(
                all => all.Where(card => card.Course.Value.CompareTo(course.Value) >= 0).OrderBy(static card => card.Course.Value).Take(50),
                stop))
        .Select(static state => state.Rows[0].Taken);

    private static async Task LoopAsync<T>(IAsyncEnumerable<T> watched, Action<T>? note = null)
    {
        try
        {
            await foreach (var state in watched) note?.Invoke(state);
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    private static async Task WriteAsync(OpossumStore store, ReadOnlyMemory<CampusCourse> courses, int seed, CancellationToken stop)
    {
        var random = new Random(seed);
        while (!stop.IsCancellationRequested)
        {
            var course = courses.Span[random.Next(courses.Length)];
            await store.AppendAsync(new SeatTaken(course, course.Value), cancellationToken: CancellationToken.None);
        }
    }

    private static double Percentile(double[] values, int percent)
    {
        double[] ordered = [.. values.Order()];
        return ordered[ordered.Length * percent / 100];
    }
}
