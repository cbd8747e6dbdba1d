using Opossum.Typed.CrashSim.Tests.Checks;
using Opossum.Typed.CrashSim.Tests.Faults;

namespace Opossum.Typed.CrashSim.Tests;

[Collection("Every test uses all cores by itself")]
public class RetagCrashTests
{
    [Fact]
    public void Whatever_a_power_cut_leaves_of_a_retagging_all_of_its_tags_count_or_none()
    {
        var wanted = Tier.Size(quick: 30, full: 1_000, @long: 100_000);
        var (exhaustive, random) = (Tier.Share(quick: 4, full: 16, @long: 64), Tier.Share(quick: 1, full: 2, @long: 8));
        var every = Tier.Share(quick: 64, full: 8, @long: 1);
        var distinct = new HashSet<UInt128>();
        var (stories, workers) = (0, Environment.ProcessorCount);
        while (distinct.Count < wanted)
        {
            var found = new IReadOnlyCollection<UInt128>[workers];
            var first = Tier.Seed + stories;
            Workers.Run(workers, i => found[i] = RetagChecker.Run(first + i, exhaustive, random, every, Tier.IsLong ? 1 : 8));
            foreach (var states in found) distinct.UnionWith(states);
            stories += workers;
        }

        ReportFile.Write("retaggings", [$"power cuts in retaggings: {distinct.Count} distinct states, from {stories} stories"]);
        Assert.InRange(distinct.Count, wanted, int.MaxValue);
    }

    [FullFact]
    public void Whichever_call_of_a_retagging_fails_all_of_its_tags_count_or_none()
    {
        var stories = Tier.Share(quick: 1, full: 1, @long: 2);
        RetagFaults[] faults = [.. Enumerable.Range(Tier.Seed, stories).Select(static seed => new RetagFaults(seed))];
        Workers.Run(faults.Length, i => faults[i].Run());
        ReportFile.Write(
            "retag-faults",
            [
                $"fault points in retaggings: {faults.Sum(static each => each.Failed)} failed",
                .. faults.SelectMany(static each => each.Covered).Distinct()
            ]);
        Assert.All(faults, static each => Assert.InRange(each.Failed, 100, int.MaxValue));
        string[] calls =
        [
            "list the tags' directory", "create a tag file being made", "write a tag file being made", "flush a tag file being made",
            "rename a tag file being made", "sync the tags' directory", "open a tag file", "read a tag file", "read a segment being made",
            "write the lock file",
        ];
        Assert.All(calls, call => Assert.Contains(call, faults[0].Covered));
    }
}
