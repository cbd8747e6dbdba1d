using System.Diagnostics;
using Opossum.Typed.Benchmarks.Load;
using Opossum.Typed.Benchmarks.Measure;
using Opossum.Typed.Benchmarks.Storage;
using Opossum.Typed.Benchmarks.Volume;

namespace Opossum.Typed.Benchmarks.Decide;

/// <summary>
/// What a decision costs on a boundary of 100,000 events beside one on a boundary of 10: without the state that the store keeps, with it,
/// and after a restart, when the first decision begins with a snapshot.
/// The courses are full, so that every command is read, folded, decided and rejected, and nothing waits for an append. The commands are
/// made in turns, in rounds on the same store.
/// </summary>
internal sealed class LongBoundaryScenario(ScratchDirectory scratch, TextWriter output)
{
    private const int Long = 100_000;
    private const int Short = 10;
    private const int Rounds = 60;
    private const int CommandsOfRound = 100;

    private static readonly CourseId LongCourse = new(1_000_000_001);
    private static readonly CourseId ShortCourse = new(1_000_000_002);

    /// <param name="events">How many events are in the store, beside those of the two courses.</param>
    public async Task RunAsync(long events)
    {
        var directory = scratch.Make($"long-{events}");
        await using (var filled = await OpossumStore.OpenAsync(directory, BenchmarkEvents.Model))
        {
            await EnrolAsync(filled, LongCourse, Long - 2);
            await EnrolAsync(filled, ShortCourse, Short - 2);
            await Fill.ToAsync(filled.Log, events);
            foreach (var course in (CourseId[])[LongCourse, ShortCourse]) await filled.AppendAsync(new StudentEnrolled(course, new(-1)));
        }

        await MeasureAsync(directory, events, new() { KeptStateBytes = 0 }, "read", rounds: 3, commands: 5);
        await MeasureAsync(directory, events, new(), "kept", Rounds, CommandsOfRound);
        await MeasureAsync(directory, events, new(), "snapshot", Rounds, CommandsOfRound);
    }

    private async Task MeasureAsync(string directory, long events, OpossumOptions options, string name, int rounds, int commands)
    {
        using var counts = new StateCounts();
        await using var store = await OpossumStore.OpenAsync(directory, BenchmarkEvents.Model, options);
        var start = Stopwatch.GetTimestamp();
        await DecideAsync(store, LongCourse, number: 0);
        Write($"long-first-{name}", Stopwatch.GetElapsedTime(start).TotalMicroseconds, events);
        var (longs, shorts, longCpu, shortCpu) = (new double[rounds], new double[rounds], 0d, 0d);
        for (var round = 0; round < rounds; round++)
        {
            var begin = Environment.CpuUsage.TotalTime;
            longs[round] = await TimeAsync(store, LongCourse, commands);
            var between = Environment.CpuUsage.TotalTime;
            shorts[round] = await TimeAsync(store, ShortCourse, commands);
            longCpu += (between - begin).TotalMicroseconds;
            shortCpu += (Environment.CpuUsage.TotalTime - between).TotalMicroseconds;
        }

        Write($"long-{name}", Median(longs), events);
        Write($"short-{name}", Median(shorts), events);
        Write($"long-per-short-{name}", Median([.. longs.Zip(shorts, static (l, s) => l / s)]), events, "");
        Write($"long-cpu-{name}", longCpu / (rounds * commands), events);
        Write($"short-cpu-{name}", shortCpu / (rounds * commands), events);
        Write($"hits-{name}", counts.Used, events, "");
        Write($"misses-{name}", counts.Missed, events, "");
    }

    private static async Task<double> TimeAsync(OpossumStore store, CourseId course, int commands)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < commands; i++) await DecideAsync(store, course, number: i);
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / commands;
    }

    private static async Task DecideAsync(OpossumStore store, CourseId course, int number)
    {
        if (await store.DecideAsync(new Enrol(course, new(2_000_000_000 + number))) is not Outcome.Rejected)
            throw new InvalidOperationException($"{course} is not full.");
    }

    private static async Task EnrolAsync(OpossumStore store, CourseId course, int students)
    {
        await store.AppendAsync(new CourseOpened(course, Capacity: students));
        foreach (var chunk in Enumerable.Range(0, students).Chunk(1_000))
            await store.AppendAsync(chunk.Select(number => new StudentEnrolled(course, new(-2 - number))));
    }

    private static double Median(double[] values)
    {
        double[] ordered = [.. values.Order()];
        return ordered[ordered.Length / 2];
    }

    private void Write(string metric, double value, long events, string unit = "us")
    {
        output.WriteLine(new DecideResult("decide", metric, Math.Round(value, 2), unit, events).ToJson());
        output.Flush();
    }
}
