using Microsoft.Extensions.Time.Testing;
using Opossum.Typed.CompilerServices;
using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Decisions.Kept;

/// <summary>What a decision allocates that begins with a kept state.</summary>
[Trait("Kind", "Allocation")]
public class KeptAllocationTests
{
    private static readonly CourseId Full = new(1);
    private static readonly CourseId Empty = new(2);

    [Fact]
    public void A_state_that_is_found_allocates_nothing()
    {
        var states = new KeptStates(1 << 20, 1);
        var turnover = new StateKey(typeof(Turnover), DecisionModelShape<Turnover>.Instance, [new("account:1")], Guid.Empty, 0);
        states.Keep(new KeptState<Turnover>(turnover, 1, 1, new(new(1)) { Count = 3 }));
        Assert.Equal(0, Least(() => ((KeptState<Turnover>)states.Find(turnover)!).CopyModel()));
        var ledger = new StateKey(typeof(Ledger), DecisionModelShape<Ledger>.Instance, [new("account:1")], Guid.Empty, 0);
        states.Keep(new KeptState<Ledger>(ledger, 1, 1, new(new(1))));
        Assert.Equal(0, Least(() => ((KeptState<Ledger>)states.Find(ledger)!).CopyModel()));        // which never changes, and is its copy
    }

    /// <summary>Between the two lies nothing but the state: neither folds an event.</summary>
    [Fact]
    public async Task A_decision_on_a_kept_boundary_allocates_what_one_on_an_empty_boundary_does()
    {
        // No time passes, so no read gives its thread back; and in memory nothing is waited for.
        var options = new OpossumOptions { TimeProvider = new FakeTimeProvider() };
        await using var store = OpossumStore.OpenInMemory(Shapes.Model, options);
        await store.AppendAsync(new CourseDefined(Full, 0));
        for (var i = 0; i < 50; i++) await store.AppendAsync(new StudentSubscribed(Full, new(-1 - i)));
        await store.DecideAsync(new LookAtSeats(Full));
        var (kept, empty) = (Least(() => Decide(store, Full)), Least(() => Decide(store, Empty)));
        Assert.Equal(50, (await store.ExplainAsync(new LookAtSeats(Full))).Models[0].EventsKept - 1);
        Assert.Equal(empty, kept);
    }

    private static Outcome Decide(OpossumStore store, CourseId course)
    {
        var decision = store.DecideAsync(new LookAtSeats(course));
        return decision.IsCompletedSuccessfully ? decision.Result : throw new InvalidOperationException("It waits for something.");
    }

    /// <summary>The least of many times: the first ones fill caches, and compile.</summary>
    private static long Least<T>(Func<T> act)
    {
        var least = long.MaxValue;
        for (var i = 0; i < 200; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            _ = act();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}

/// <summary>Never appends.</summary>
public partial record LookAtSeats(CourseId Course)
{
    [Decider]
    Decision Decide(Seats seats) => Decision.Reject("looked");
}
