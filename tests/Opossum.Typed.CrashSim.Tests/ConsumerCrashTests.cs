using Opossum.Typed.CrashSim.Tests.Checks;
using Opossum.Typed.CrashSim.Tests.Faults;

namespace Opossum.Typed.CrashSim.Tests;

[Collection("Every test uses all cores by itself")]
public class ConsumerCrashTests
{
    private static readonly int Stories = Tier.Size(quick: 1, full: 3, @long: 24);
    private static readonly int Exhaustive = Tier.Share(quick: 16, full: 96, @long: 256);
    private static readonly int Random = Tier.Share(quick: 2, full: 4, @long: 8);

    [Fact]
    public void Whatever_a_power_cut_leaves_a_consumer_goes_on_from_what_it_had_finished()
    {
        var distinct = new int[Stories];
        Workers.Run(Stories, i => distinct[i] = ConsumerChecker.Run(Tier.Seed + i, Exhaustive, Random).Distinct);
        ReportFile.Write("consumers", [$"power cuts under consumers: {distinct.Sum()} distinct states, from {Stories} stories"]);
        Assert.All(distinct, static states => Assert.InRange(states, 100, int.MaxValue));
    }

    [Fact]
    public void Whichever_call_of_a_save_fails_the_old_progress_is_kept_or_the_new_one()
    {
        var faults = new ConsumerFaults(Tier.Seed);
        faults.Run();
        ReportFile.Write("consumer-faults", [$"fault points in consumers' saves: {faults.Failed} failed", .. faults.Covered]);
        Assert.InRange(faults.Failed, 100, int.MaxValue);
        string[] calls =
        [
            "list the consumers' directory", "open a state file", "read a state file", "write a state file", "flush a state file",
            "create a state file being made", "write a state file being made", "flush a state file being made",
            "rename a state file being made", "sync the consumers' directory",
        ];
        Assert.All(calls, call => Assert.Contains(call, faults.Covered));
    }
}
