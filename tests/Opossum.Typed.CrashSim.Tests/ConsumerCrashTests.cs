using Opossum.Typed.CrashSim.Tests.Checks;

namespace Opossum.Typed.CrashSim.Tests;

[Collection("Every test uses all cores by itself")]
public class ConsumerCrashTests
{
    private static readonly int Stories = Tier.Size(quick: 2, full: 24);

    [Fact]
    public void Whatever_a_power_cut_leaves_a_consumer_goes_on_from_what_it_had_finished()
    {
        var distinct = new int[Stories];
        Workers.Run(Stories, i => distinct[i] = ConsumerChecker.Run(Tier.Seed + i, exhaustive: 256, random: 8).Distinct);
        ReportFile.Write("consumers", [$"power cuts under consumers: {distinct.Sum()} distinct states, from {Stories} stories"]);
        Assert.All(distinct, static states => Assert.InRange(states, 100, int.MaxValue));
    }
}
