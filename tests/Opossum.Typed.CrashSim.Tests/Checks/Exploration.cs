using System.Diagnostics;
using Opossum.Typed.CrashSim.Tests.Disk;
using Opossum.Typed.CrashSim.Tests.Scenarios;

namespace Opossum.Typed.CrashSim.Tests.Checks;

/// <summary>
/// Scenario after scenario, strategy after strategy, every operation of each as a crash point, until enough distinct states were recovered.
/// A scenario that was begun is finished.
/// </summary>
internal sealed class Exploration(int firstSeed, long distinctStates, Budget budget)
{
    private readonly Lock _merging = new();
    private readonly Statistics _all = new();
    private readonly List<Violation> _violations = [];
    private readonly List<Exception> _errors = [];
    private int _seed = firstSeed - 1;
    private TimeSpan _took;

    public IReadOnlyList<Violation> Violations => _violations;

    public long DistinctStates => _all.Distinct.Count;

    public bool AreAllOperationsCovered => _all.CrashPoints == _all.Operations;

    /// <param name="workers">Threads of their own: the engine's completions need the pool.</param>
    public Exploration Run(int workers)
    {
        var began = Stopwatch.GetTimestamp();
        Thread[] threads = [.. Enumerable.Range(0, workers).Select(_ => new Thread(Work))];
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        _took = Stopwatch.GetElapsedTime(began);
        return _errors.Count > 0 ? throw new AggregateException(_errors) : this;
    }

    /// <summary>One scenario, for who has a seed from a message.</summary>
    public static Statistics RunOne(int seed, Budget budget)
    {
        var statistics = new Statistics();
        var recording = Recorder.Record(seed, StrategyOf(seed));
        var checker = new StateChecker(recording, statistics, budget);
        var states = new CrashStates(recording.Base, recording.Journal, seed) { Exhaustive = budget.Exhaustive, Random = budget.Random };
        for (var operation = 0; operation <= recording.Journal.Count; operation++)
        {
            foreach (var image in states.At(operation)) checker.Check(image, operation);
            statistics.CrashPoints++;
        }

        statistics.Operations += recording.Journal.Count + 1;
        statistics.Scenarios++;
        statistics.Distinct.UnionWith(checker.Distinct);
        return statistics;
    }

    public static Strategy StrategyOf(int seed) => Strategy.All[seed % Strategy.All.Length];

    public string[] Report()
    {
        var times = _all.Recoveries.Order().ToArray();
        return
        [
            $"crash states: {_all.Explored} explored, {DistinctStates} distinct, {DistinctStates / _took.TotalSeconds:F0} distinct a "
                + $"second, in {_took.TotalSeconds:F1} s",
            $"of them after a second power cut, within recovery or at the append after it: {_all.Again} explored",
            $"scenarios: {_all.Scenarios}, from seed {firstSeed}; strategies: "
                + $"{string.Join(", ", Strategy.All.Select(strategy => strategy.Name).Distinct())}; "
                + "zero-filled segments and, from each second eight seeds on, such of their length alone",
            $"operations covered as crash points: {_all.CrashPoints} of {_all.Operations}",
            $"recoveries: {times.Length}, p50 {At(times, 0.5):F3} ms, p99 {At(times, 0.99):F3} ms, max {At(times, 1):F3} ms",
            $"violations: {_violations.Count}",
            .. _violations.Select(violation => "  " + violation.Message),
        ];
    }

    private static double At(double[] sorted, double part) => sorted.Length == 0 ? 0 : sorted[(int)((sorted.Length - 1) * part)];

    private void Work()
    {
        try
        {
            while (IsMoreWanted()) RunNext();
        }
        catch (Exception e)
        {
            lock (_merging) _errors.Add(e);
        }
    }

    private bool IsMoreWanted()
    {
        lock (_merging) return _all.Distinct.Count < distinctStates && _violations.Count == 0 && _errors.Count == 0;
    }

    private void RunNext()
    {
        var seed = Interlocked.Increment(ref _seed);
        try
        {
            var statistics = RunOne(seed, budget);
            lock (_merging) _all.Add(statistics);
        }
        catch (Violation violation)
        {
            lock (_merging) _violations.Add(violation);
        }
    }
}
