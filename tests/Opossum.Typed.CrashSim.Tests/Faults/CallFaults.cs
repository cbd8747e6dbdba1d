namespace Opossum.Typed.CrashSim.Tests.Faults;

/// <summary>A scenario of which each call fails in turn, in every way.</summary>
internal abstract class CallFaults
{
    private readonly SortedSet<string> _covered = new(StringComparer.Ordinal);

    /// <summary>How many calls were made to fail.</summary>
    public int Failed { get; private set; }

    /// <summary>The kinds of calls that were made to fail.</summary>
    public IReadOnlyCollection<string> Covered => _covered;

    /// <exception cref="Checks.Violation">An invariant was broken.</exception>
    public void Run()
    {
        foreach (var kind in FaultKind.All)
        {
            for (var call = 1; ; call++)
            {
                var plan = new FaultPlan(call, kind);
                RunOne(plan, $"{kind.Name} at call {call}");
                if (plan.Injected.Count == 0) break;            // the scenario has fewer calls
                Failed++;
                _covered.Add(plan.Calls[call - 1]);
            }
        }
    }

    /// <summary>Runs the scenario, and checks what is left.</summary>
    /// <param name="plan">Which call fails.</param>
    /// <param name="what">The call and the way it fails, for what is wrong.</param>
    protected abstract void RunOne(FaultPlan plan, string what);

    /// <summary>True for an error that the plan has injected, or that has one inside.</summary>
    protected static bool IsInjected(Exception e, FaultPlan plan) =>
        plan.Injected.Exists(injected => ReferenceEquals(injected.Error, e) || ReferenceEquals(injected.Error, e.InnerException));
}
