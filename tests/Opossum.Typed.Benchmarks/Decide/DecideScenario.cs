using System.Diagnostics;
using Opossum.Typed.Benchmarks.Load;
using Opossum.Typed.Benchmarks.Measure;
using Opossum.Typed.Benchmarks.Storage;

namespace Opossum.Typed.Benchmarks.Decide;

/// <summary>
/// What it costs to let a command decide, beside the flush: the processor time of the whole process for a decision, on a store on disk that
/// leaves flushing to the system; and for a bare append of the same event under the same condition. Both are made one after the other in
/// turns, on the same store. And, since the processor time of a process is a coarse thing, how long it takes to read and fold the models,
/// which happens on the caller's thread alone.
/// </summary>
internal sealed class DecideScenario(ScratchDirectory scratch, TextWriter output)
{
    private const int MostCommands = 20_000;

    // A flush costs the processor more than all the rest, and not the same twice.
    private static readonly OpossumOptions WithoutFlush = new() { FlushEventsImmediately = false, Flush = FlushStrategy.WhenTheSystemDoes };
    private const int CommandsOfRound = 100;

    public async Task RunAsync(IReadOnlyList<long> sizes)
    {
        await MeasureAsync(scratch.Make("warm-up"), 100_000);          // for the just-in-time compiler
        foreach (var size in sizes)
        {
            var (decide, append, build) = await MeasureAsync(scratch.Make($"decide-{size}"), size);
            Write("decide-cpu", Median(decide), size);
            Write("append-cpu", Median(append), size);
            Write("build", Median(build), size);
            Write("cpu-beside-append", Median([.. decide.Zip(append, static (d, a) => d - a)]), size);
        }
    }

    /// <returns>Microseconds of processor time for a decision and for an append, round by round; and of time for each fold.</returns>
    private static async Task<(double[] Decide, double[] Append, double[] Build)> MeasureAsync(string directory, long size)
    {
        var count = (int)Math.Min(MostCommands, size / Boundaries.EventsOfEach);
        var boundaries = new Boundaries(count);
        await using (var filled = await OpossumStore.OpenAsync(directory, BenchmarkEvents.Model)) await boundaries.FillAsync(filled, size);

        await using var store = await OpossumStore.OpenAsync(directory, BenchmarkEvents.Model, WithoutFlush);
        await Task.Delay(TimeSpan.FromSeconds(2));           // what was filled is sealed and merged
        var rounds = count / (3 * CommandsOfRound);
        var (decide, append, build) = (new double[rounds], new double[rounds], new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            Enrol[] commands = [.. Enumerable.Range(3 * round * CommandsOfRound, 3 * CommandsOfRound).Select(boundaries.Command)];
            decide[round] = await TimeAsync(commands[..CommandsOfRound], command => store.DecideAsync(command));
            append[round] = await TimeAsync(commands[CommandsOfRound..(2 * CommandsOfRound)], command => AppendAsync(store, command));
            foreach (var command in commands[(2 * CommandsOfRound)..]) build.Add(await BuildAsync(store, command));
        }

        return (decide, append, [.. build]);
    }

    private static async Task<double> BuildAsync(OpossumStore store, Enrol command)
    {
        var (course, student) = command;
        var start = Stopwatch.GetTimestamp();
        var (seats, _, _, _) = await store.BuildAsync(new Seats(course), new Enrolled(student), new Pair(course, student));
        var elapsed = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        if (seats.Capacity == 0) throw new InvalidOperationException($"The course of {command} was not found.");
        return elapsed;
    }

    private static async Task<double> TimeAsync(Enrol[] commands, Func<Enrol, ValueTask<Outcome>> act)
    {
        var before = Environment.CpuUsage.TotalTime;
        foreach (var command in commands)
            if (await act(command) is not Outcome.Appended { Attempts: 1 })
                throw new InvalidOperationException($"{command} was not appended at once.");
        return (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / commands.Length;
    }

    private static async ValueTask<Outcome> AppendAsync(OpossumStore store, Enrol command)
    {
        var (course, student) = command;
        var boundary = Seats.For(course) | Enrolled.For(student) | Pair.For(course, student);
        var appended = await store.AppendAsync(new StudentEnrolled(course, student), unless: boundary.After(store.Head));
        return new Outcome.Appended(appended.First, appended.Last);
    }

    private static double Median(double[] values)
    {
        double[] ordered = [.. values.Order()];
        return ordered[ordered.Length / 2];
    }

    private void Write(string metric, double value, long size)
    {
        output.WriteLine(new DecideResult("decide", metric, Math.Round(value, 1), "us", size).ToJson());
        output.Flush();
    }
}
