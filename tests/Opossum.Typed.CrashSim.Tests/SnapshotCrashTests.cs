using Opossum.Typed.CrashSim.Tests.Checks;

namespace Opossum.Typed.CrashSim.Tests;

[Collection("Every test uses all cores by itself")]
public class SnapshotCrashTests
{
    private static readonly int Stories = Tier.Size(quick: 2, full: 4, @long: 24);
    private static readonly int Acts = Tier.Size(quick: 90, full: 120, @long: 400);
    private static readonly int Share = Tier.Size(quick: 40, full: 4, @long: 1);

    [Fact]
    public void Whatever_a_power_cut_leaves_decisions_are_the_same_with_snapshots_as_without()
    {
        var (distinct, used) = (new int[Stories], new int[Stories]);
        Workers.Run(Stories, i =>
        {
            var checker = SnapshotChecker.Run(Tier.Seed + i, Acts, exhaustive: 6, random: 3, Share);
            (distinct[i], used[i]) = (checker.Distinct, checker.Used);
        });
        ReportFile.Write(
            "snapshots",
            [$"power cuts under snapshots: {distinct.Sum()} distinct states from {Stories} stories, {used.Sum()} with a usable snapshot"]);
        Assert.All(distinct, static states => Assert.InRange(states, 100, int.MaxValue));
        Assert.All(used, static states => Assert.InRange(states, 50, int.MaxValue));
    }
}
