using Opossum.Typed.CrashSim.Tests.Scenarios;

namespace Opossum.Typed.CrashSim.Tests.Faults;

/// <summary>Every call of a scenario fails once, in every way: one that changes the disk in all, one that reads it in two.</summary>
internal sealed class FaultSweep
{
    private readonly SortedDictionary<string, int> _covered = new(StringComparer.Ordinal);

    public int Points { get; private set; }

    public int Failed { get; private set; }

    /// <summary>The kinds of calls that were made to fail.</summary>
    public IReadOnlyCollection<string> Covered => _covered.Keys;

    /// <param name="seed">Of the scenario.</param>
    /// <param name="strategy">How it flushes.</param>
    /// <param name="every">Of the calls and the ways they can fail, one in so many; each call fails in some way if it is 6 or less.</param>
    /// <exception cref="Checks.Violation">An invariant was broken.</exception>
    public FaultSweep Run(int seed, Strategy strategy, int every = 1)
    {
        var calls = FaultRun.Run(seed, strategy, call: 0, FaultKind.All[0]).Calls;
        for (var call = 1; call <= calls.Count; call++)
        {
            foreach (var (number, kind) in FaultKind.All.Index())
            {
                if ((call + number) % every != 0) continue;
                if (FaultPlan.IsRead(calls[call - 1]) && kind != FaultKind.All[0] && kind != FaultKind.All[1]) continue;
                Points++;
                var plan = FaultRun.Run(seed, strategy, call, kind);
                if (plan.Injected.Count == 0) continue;
                Failed++;
                var point = plan.Calls[call - 1];
                _covered[point] = _covered.GetValueOrDefault(point) + 1;
            }
        }

        return this;
    }

    public void Add(FaultSweep other)
    {
        (Points, Failed) = (Points + other.Points, Failed + other.Failed);
        foreach (var (point, count) in other._covered) _covered[point] = _covered.GetValueOrDefault(point) + count;
    }

    public IEnumerable<string> Report() =>
        [$"fault points: {Failed} of {Points} failed", .. _covered.Select(point => $"  {point.Key}: {point.Value}")];
}
