using Opossum.Typed.CrashLab.Race;
using Opossum.Typed.CrashLab.Tests.Support;

namespace Opossum.Typed.CrashLab.Tests;

/// <summary>Decisions under load, and that the checker would see a wrong one.</summary>
public sealed class DecisionRaceTests : IDisposable
{
    private readonly LabFolder _folder = new();

    [Fact]
    public async Task Decisions_of_16_tasks_miss_no_conflict_and_report_none_falsely()
    {
        var decisions = Tier.Size(quick: 800, full: 8_000);
        var output = new StringWriter();
        var exitCode = await DecisionRace.RunAsync(
            () => EmbeddedEventLog.OpenAsync(_folder.Store), decisions, tasks: 16, Tier.Seed, RaceStates.None, output);
        var line = output.ToString();
        Assert.Contains($"raced: {decisions} decisions appended by 16 tasks, ", line, StringComparison.Ordinal);
        Assert.DoesNotContain(" 0 attempts refused", line, StringComparison.Ordinal);        // else it would show nothing
        Assert.Contains("0 missed conflicts, 0 false conflicts, 0 wrong folds, 0 violations", line, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task With_kept_state_snapshots_restarts_and_long_boundaries_none_is_missed_or_folded_wrongly_either()
    {
        var decisions = Tier.Size(quick: 1_600, full: 30_000);
        var output = new StringWriter();
        var exitCode = await DecisionRace.RunAsync(
            () => EmbeddedEventLog.OpenAsync(_folder.Store), decisions, tasks: 16, Tier.Seed, RaceStates.Kept, output);
        var line = output.ToString();
        Assert.DoesNotContain("; 0 models began with a snapshot", line, StringComparison.Ordinal);
        Assert.DoesNotContain(" 0 attempts refused", line, StringComparison.Ordinal);
        Assert.Contains("0 missed conflicts, 0 false conflicts, 0 wrong folds, 0 violations", line, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task A_decision_with_an_event_of_its_boundary_between_its_head_and_its_place_is_a_missed_conflict()
    {
        var replay = await ReplayAsync([new(1, 0), new(2, 0)], [], new Counted(new(1), new(0, 0)), new Counted(new(1), new(0, 0)));
        Assert.Equal((1, 1), (replay.MissedConflicts, replay.Violations.Count));
    }

    [Fact]
    public async Task A_decision_that_folded_an_event_twice_or_not_at_all_is_a_wrong_fold()
    {
        var twice = await ReplayAsync([new(1, 0), new(2, 1)], [], new Counted(new(1), new(0, 0)), new Counted(new(1), new(2, 1)));
        Assert.Equal((1, 1), (twice.WrongFolds, twice.Violations.Count));
        var missing = await ReplayAsync(
            [new(1, 0), new(2, 1)], [], new Joined(new(1), new(1), new(0, 0), new(0, 0)), new Moved(new(2), new(1), new(0, 0), new(0, 0)));
        Assert.Equal((1, 1), (missing.WrongFolds, missing.Violations.Count));
    }

    [Theory]
    [InlineData(1, 0, 1, null)]
    [InlineData(1, 1, 1, "its guard looks at what comes after 1")]
    [InlineData(1, 0, 0, "the head was 0 when it was told")]
    [InlineData(2, 0, 2, "the event there does not match")]
    [InlineData(3, 0, 3, "the log ends at 2")]
    public async Task A_refusal_needs_an_event_that_matches_came_after_what_was_folded_and_was_visible(
        long conflict, long after, long head, string? objection)
    {
        var replay = await ReplayAsync(
            [new(1, 0), new(2, 0)], [new(conflict, new(OwnState.For(new(1)), after), head)], new Counted(new(1), new(0, 0)),
            new Counted(new(2), new(0, 0)));
        Assert.Equal(objection is null ? 0 : 1, replay.FalseConflicts);
        Assert.Equal(replay.FalseConflicts, replay.Violations.Count);
        if (objection is not null) Assert.Contains(objection, replay.Violations.Named[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_no_decision_was_told_of_and_one_that_is_not_there_are_violations()
    {
        var replay = await ReplayAsync([new(2, 0)], [], new Counted(new(1), new(0, 0)));
        Assert.Equal(2, replay.Violations.Count);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<RaceReplay> ReplayAsync(Admitted[] admitted, RefusedAttempt[] refused, params IEvent[] events)
    {
        await using var store = OpossumStore.OpenInMemory(RaceEvents.Model);
        foreach (var e in events) await store.AppendAsync(e);
        var replay = new RaceReplay(admitted, refused);
        await replay.RunAsync(store.Log);
        return replay;
    }
}
