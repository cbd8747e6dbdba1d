using System.Diagnostics;
using Opossum.Typed.CrashLab.Writing;

namespace Opossum.Typed.CrashLab.Race;

/// <summary>
/// Deciders from many tasks over shared boundaries and over their own, on real threads; then the log is walked, and every decision and
/// every refusal is judged at its place.
/// </summary>
internal static class DecisionRace
{
    /// <param name="open">Opens the store: once to decide, and anew to walk it where it is on disk.</param>
    /// <param name="appends">In all; rounded down to a multiple of the tasks.</param>
    /// <param name="tasks">How many decide at a time.</param>
    /// <param name="seed">Of the commands.</param>
    /// <param name="states">How the store keeps state, how often it is opened again, and how long boundaries grow.</param>
    /// <param name="output">For the one line, and what is violated before it.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        Func<ValueTask<EmbeddedEventLog>> open, long appends, int tasks, int seed, RaceStates states, TextWriter output)
    {
        var run = Writer.NewRun(seed, tasks, batch: 1, onlyConditional: true);
        var start = Stopwatch.GetTimestamp();
        Racer[] racers = [.. Enumerable.Range(0, tasks).Select(number => new Racer(run, number, states.DecisionsOfAnEpoch))];
        var begun = 0;
        for (var opening = 0; opening < states.Openings; opening++)
        {
            var (from, to) = (appends / tasks * opening / states.Openings, appends / tasks * (opening + 1) / states.Openings);
            await using var log = await open();
            var watched = new WatchedLog(log);
            await using var store = new OpossumStore(watched, RaceEvents.Model, states.Options);
            begun += await BegunAsync(store, tasks);
            await Task.WhenAll(racers.Select(racer => Task.Run(() => racer.RunAsync(store, watched, to - from))));
        }

        var decided = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        var refused = racers.Sum(static racer => racer.Answers.Refused.Count);
        var replay = new RaceReplay(
            racers.SelectMany(static racer => racer.Answers.Admitted), racers.SelectMany(static racer => racer.Answers.Refused));
        await using (var log = await open()) await replay.RunAsync(log);
        foreach (var failure in racers.SelectMany(static racer => racer.Failures)) replay.Violations.Add(failure);
        foreach (var violation in replay.Violations.Named) await output.WriteLineAsync(violation);
        await output.WriteLineAsync(
            $"raced: {replay.Head} decisions appended by {tasks} tasks, {refused} attempts refused; "
            + $"{replay.MissedConflicts} missed conflicts, {replay.FalseConflicts} false conflicts, {replay.WrongFolds} wrong folds, "
            + $"{replay.Violations.Count} violations; {begun} models began with a snapshot; {decided.TotalSeconds:F1} s to decide, "
            + $"{Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s to replay");
        return replay.Violations.Count == 0 ? 0 : 1;
    }

    /// <summary>
    /// How many models of the tasks' own boundaries begin with a state though the store was opened just now: with a snapshot.
    /// </summary>
    private static async Task<int> BegunAsync(OpossumStore store, int tasks)
    {
        var begun = 0;
        for (var task = 0; task < tasks; task++)
            if ((await store.ExplainAsync(new Count(new(task)))).Models[0].KeptTo > 0) begun++;
        return begun;
    }
}
