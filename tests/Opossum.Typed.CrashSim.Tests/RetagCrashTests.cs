using Opossum.Typed.CrashSim.Tests.Checks;

namespace Opossum.Typed.CrashSim.Tests;

[Collection("Every test uses all cores by itself")]
public class RetagCrashTests
{
    [Fact]
    public void Whatever_a_power_cut_leaves_of_a_retagging_all_of_its_tags_count_or_none()
    {
        var wanted = Tier.Size(quick: 200, full: 5_000, @long: 100_000);
        var (exhaustive, random) = (Tier.Size(quick: 4, full: 64), Tier.Size(quick: 1, full: 8));
        var every = Tier.Size(quick: 8, full: 1);
        var distinct = new HashSet<UInt128>();
        var (stories, workers) = (0, Environment.ProcessorCount);
        while (distinct.Count < wanted)
        {
            var found = new IReadOnlyCollection<UInt128>[workers];
            var first = Tier.Seed + stories;
            Workers.Run(workers, i => found[i] = RetagChecker.Run(first + i, exhaustive, random, every));
            foreach (var states in found) distinct.UnionWith(states);
            stories += workers;
        }

        ReportFile.Write("retaggings", [$"power cuts in retaggings: {distinct.Count} distinct states, from {stories} stories"]);
        Assert.InRange(distinct.Count, wanted, int.MaxValue);
    }
}
