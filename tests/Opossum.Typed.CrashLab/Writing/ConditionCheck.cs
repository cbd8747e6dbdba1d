using System.Diagnostics;
using Opossum.Typed.CrashLab.Acks;
using Opossum.Typed.CrashLab.Plan;
using Opossum.Typed.CrashLab.Replay;

namespace Opossum.Typed.CrashLab.Writing;

/// <summary>
/// Conditional appends from many tasks over shared boundaries, on real threads; then the log is walked, and every condition and every
/// refusal is judged at its place.
/// </summary>
internal static class ConditionCheck
{
    /// <param name="open">Opens the store: once to append, and anew to walk it where it is on disk.</param>
    /// <param name="appends">In all; rounded down to a multiple of the tasks.</param>
    /// <param name="tasks">How many append at a time.</param>
    /// <param name="seed">Of the appends.</param>
    /// <param name="batch">Events of the largest append.</param>
    /// <param name="output">For the one line, and what is violated before it.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        Func<ValueTask<EmbeddedEventLog>> open, long appends, int tasks, int seed, int batch, TextWriter output)
    {
        var run = Writer.NewRun(seed, tasks, batch, onlyConditional: true);
        var answers = new Answers { Runs = { [run.Id] = run } };
        var start = Stopwatch.GetTimestamp();
        await using (var log = await open()) await AppendAsync(log, run, appends / tasks, answers);
        var appended = Stopwatch.GetElapsedTime(start);

        start = Stopwatch.GetTimestamp();
        var replay = new LogReplay(answers);
        await using (var log = await open()) await Verification.ReplayAsync(log, replay);
        replay.End();
        foreach (var violation in replay.Violations.Named) await output.WriteLineAsync(violation);
        await output.WriteLineAsync(
            $"checked: {appends / tasks * tasks} conditional appends from {tasks} tasks: {replay.Appends} appended "
            + $"({replay.History.Head} events), {answers.Refused.Count} refused; {replay.MissedConflicts} missed conflicts, "
            + $"{replay.FalseConflicts} false conflicts, {replay.Lost} lost, {replay.Violations.Count} violations; "
            + $"{appended.TotalSeconds:F1} s to append, {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s to replay");
        return replay.Violations.Count == 0 ? 0 : 1;
    }

    private static async Task AppendAsync(EmbeddedEventLog log, Run run, long appendsOfEach, Answers answers)
    {
        var sinks = Enumerable.Range(0, run.Appenders).Select(static _ => new MemorySink()).ToArray();
        await Task.WhenAll(sinks.Select((sink, i) => Task.Run(() => new Appender(log, run, i, sink).RunAsync(appendsOfEach))));
        foreach (var sink in sinks)
        {
            answers.Acknowledged.AddRange(sink.Acknowledged);
            answers.Refused.AddRange(sink.Refused);
        }
    }
}
