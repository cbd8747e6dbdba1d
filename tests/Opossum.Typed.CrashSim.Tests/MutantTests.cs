using Opossum.Typed.CrashSim.Tests.Mutants;

namespace Opossum.Typed.CrashSim.Tests;

[Collection("Every test uses all cores by itself")]
public class MutantTests
{
    private const int Scenarios = 8;

    /// <summary>
    /// Each bug costs a compilation of the engine and its scenarios: the long tier sows all, the full one every 27th, one on the disk among
    /// them. With <c>OPOSSUM_BUGS</c>, those whose name contains it.
    /// </summary>
    private static IEnumerable<Mutant> OfTheTier =>
        Environment.GetEnvironmentVariable("OPOSSUM_BUGS") is { Length: > 0 } part
            ? SeededBugs.All.Where(bug => bug.ToString().Contains(part, StringComparison.Ordinal))
        : Tier.IsLong ? SeededBugs.All
        : SeededBugs.All.Where(static (_, i) => i % 27 == 4 || i == SeededBugs.All.Length - 1);

    /// <summary>The bugs that are the suite's reason to exist: each must be noticed.</summary>
    [FullFact]
    public void Every_seeded_bug_is_noticed()
    {
        var sources = new EngineSources();
        var bugs = OfTheTier.Select(static bug => (Bug: bug, Found: (string?)null)).ToArray();
        Assert.NotEmpty(bugs);
        Workers.Run(bugs.Length, i =>
        {
            var world = new MutantWorld(sources.Compile(bugs[i].Bug));
            bugs[i].Found = bugs[i].Bug switch
            {
                { OnDisk: true } => world.HuntOnDisk(),
                { InDecisions: true } => world.HuntInDecisions(),
                { InErasures: true } => world.HuntInErasures(),
                _ => world.Hunt(Scenarios),
            };
        });

        ReportFile.Write("mutants",
        [
            $"mutants killed {bugs.Count(bug => bug.Found is not null)}/{bugs.Length}",
            .. bugs.Select(bug => $"  {bug.Bug.Name}: {Short(bug.Found)}"),
        ]);
        Assert.All(bugs, bug => Assert.True(bug.Found is not null, $"'{bug.Bug}' went unnoticed"));
    }

    [Fact]
    public void No_bug_is_noticed_in_decisions_where_none_was_seeded() => Assert.Null(DecisionHunt.Run());

    [Fact]
    public void No_bug_is_noticed_in_erasures_where_none_was_seeded() => Assert.Null(ErasureHunt.Run());

    [FullFact]
    public void The_engine_without_a_bug_passes()
    {
        var world = new MutantWorld(new EngineSources().Compile(mutant: null));
        Assert.Null(world.Hunt(Tier.Size(quick: 0, full: 2, @long: Scenarios)));
        Assert.Null(world.HuntOnDisk());
        Assert.Null(world.HuntInDecisions());
        Assert.Null(world.HuntInErasures());
    }

    /// <summary>In every tier: an edit of the engine learns at once that it has moved a line that a bug names.</summary>
    [Fact]
    public void Every_seeded_bug_fits_the_sources()
    {
        var sources = new EngineSources();
        Assert.All(SeededBugs.All, bug => sources.Seed(bug));
    }

    private static string Short(string? message) => message is null ? "NOT NOTICED" : message.Length > 160 ? message[..160] + "…" : message;
}
