using Opossum.Typed.CrashSim.Tests.Checks;

namespace Opossum.Typed.CrashSim.Tests;

[Collection("Every test uses all cores by itself")]
public class ErasureCrashTests
{
    private static readonly int Stories = Tier.Size(quick: 1, full: 3, @long: 24);
    private static readonly int Acts = Tier.Share(quick: 60, full: 100, @long: 200);
    private static readonly int Share = Tier.Share(quick: 4, full: 2, @long: 1);

    [Fact]
    public void Whatever_a_power_cut_leaves_of_log_and_keys_what_was_erased_stays_so_and_the_rest_opens()
    {
        var (distinct, finished) = (new int[Stories], new int[Stories]);
        Workers.Run(Stories, i =>
        {
            var checker = ErasureChecker.Run(Tier.Seed + i, Acts, exhaustive: 24, random: 6, Share);
            (distinct[i], finished[i]) = (checker.Distinct, checker.Finished);
        });
        ReportFile.Write(
            "erasures",
            [$"power cuts under erasures: {distinct.Sum()} distinct states of log and keys from {Stories} stories, "
                + $"{finished.Sum()} in which opening wrote to the keys"]);
        Assert.All(distinct, static states => Assert.InRange(states, 100, int.MaxValue));
        Assert.InRange(finished.Sum(), 1, int.MaxValue);
    }
}
