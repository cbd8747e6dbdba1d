using Opossum.Typed.CrashSim.Tests.Checks;
using Opossum.Typed.CrashSim.Tests.Scenarios;

namespace Opossum.Typed.CrashSim.Tests;

[Collection("Every test uses all cores by itself")]
public class CrashStateTests
{
    [Fact]
    public void Whatever_a_power_cut_leaves_recovers_to_what_was_promised()
    {
        var states = Tier.Size(quick: 300, full: 2_500, @long: 200_000);
        var exploration = new Exploration(Tier.Seed, states, new(LookOnEvery: Tier.IsLong ? 1 : 16)).Run(Environment.ProcessorCount);
        ReportFile.Write("crash-states", exploration.Report());
        Assert.Empty(exploration.Violations);
        Assert.True(exploration.DistinctStates >= states);
        Assert.True(exploration.AreAllOperationsCovered);
    }

    [Fact]
    public void An_answer_that_must_be_durable_waits_for_the_flush_of_what_it_depends_on() => EarlyAnswers.Run();

    [Fact]
    public void What_was_derived_from_an_earlier_state_is_not_taken_for_the_present_one() => EarlierState.Run();

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(5)]
    public void The_same_seed_makes_the_same_trace(int seed)
    {
        var (first, second) = (Recorder.Record(seed, Exploration.StrategyOf(seed)), Recorder.Record(seed, Exploration.StrategyOf(seed)));
        Assert.Equal(first.Journal.Select(operation => operation.ToString()), second.Journal.Select(operation => operation.ToString()));
        Assert.Equal(first.Journal.Select(operation => operation.Bytes ?? []), second.Journal.Select(operation => operation.Bytes ?? []));
        Assert.Equal(first.Promised, second.Promised);
    }
}
