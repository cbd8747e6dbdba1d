using Opossum.Typed.CrashSim.Tests.Faults;
using Opossum.Typed.CrashSim.Tests.Scenarios;

namespace Opossum.Typed.CrashSim.Tests;

[Collection("Every test uses all cores by itself")]
public class FaultTests
{
    [Fact]
    public void Whichever_call_fails_nothing_promised_is_lost_and_nothing_is_promised_after_it()
    {
        var sweep = new FaultSweep();
        (int Seed, Strategy Strategy)[] scenarios = [
            (1, Strategy.Immediate), (2, Strategy.Immediate), (3, Strategy.All[1]), (4, Strategy.All[7])
        ];
        if (!Tier.IsFull) scenarios = scenarios[..1];
        Workers.Run(scenarios.Length, i =>
        {
            var one = new FaultSweep().Run(scenarios[i].Seed, scenarios[i].Strategy, every: Tier.Size(quick: 8, full: 3, @long: 1));
            lock (sweep) sweep.Add(one);
        });
        ReportFile.Write("fault-points", sweep.Report());
        Assert.Equal(sweep.Points, sweep.Failed);
        if (!Tier.IsFull) return;         // one scenario does not make every kind of call

        string[] calls =
        [
            "write a segment", "flush a segment", "create a segment being made", "write a segment being made", "flush a segment being made",
            "rename a segment being made", "sync the segments' directory", "sync the store's directory", "write the lock file",
            "flush the lock file", "lock the lock file", "read the lock file", "list the segments' directory", "open a segment",
            "read a segment", "create a run being made", "write a run being made", "flush a run being made", "rename a run being made",
            "sync the index's directory", "list the index's directory", "open a run", "read a run", "delete a run",
        ];
        Assert.All(calls, call => Assert.Contains(call, sweep.Covered));
    }

    [Fact]
    public void Every_flipped_byte_is_refused_by_name_or_changes_no_event()
    {
        var flips = (Tier.IsFull ? [2, 3, 7] : new[] { 2 }).Select(seed => new Flips(seed).Run()).ToArray();
        ReportFile.Write(
            "flips", [$"flipped bytes: {flips.Sum(f => f.Refused)} refused by name, {flips.Sum(f => f.Torn)} in a close frame and cut, "
                + $"{flips.Sum(f => f.Harmless)} without a meaning; {flips.Sum(f => f.Rebuilt)} in the index, all without harm"]);
        Assert.True(flips.Sum(f => f.Refused) > 200 * flips.Length && flips.Sum(f => f.Rebuilt) > 100 * flips.Length);
    }

    [Fact]
    public void A_frame_of_another_history_is_not_adopted() => StaleTail.Run();
}
