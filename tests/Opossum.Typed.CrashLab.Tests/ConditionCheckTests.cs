using System.Globalization;
using System.Text.RegularExpressions;
using Opossum.Typed.CrashLab.Acks;
using Opossum.Typed.CrashLab.Plan;
using Opossum.Typed.CrashLab.Replay;
using Opossum.Typed.CrashLab.Tests.Support;
using Opossum.Typed.CrashLab.Writing;

namespace Opossum.Typed.CrashLab.Tests;

/// <summary>Conditions under load, and that the checker would see one broken.</summary>
public sealed partial class ConditionCheckTests : IDisposable
{
    private readonly LabFolder _folder = new();

    [Fact]
    public async Task Appends_of_16_tasks_miss_no_conflict_and_report_none_falsely()
    {
        var appends = Tier.Size(quick: 3_200, full: 40_000);
        var output = new StringWriter();
        var exitCode = await ConditionCheck.RunAsync(
            () => EmbeddedEventLog.OpenAsync(_folder.Store), appends, tasks: 16, Tier.Seed, batch: 4, output);
        var line = output.ToString();
        Assert.Contains("0 missed conflicts, 0 false conflicts, 0 lost, 0 violations", line, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
        var counts = Counts().Match(line).Groups.Values
            .Skip(1)
            .Select(static group => int.Parse(group.Value, CultureInfo.InvariantCulture))
            .ToArray();
        Assert.Equal(appends, counts[0] + counts[1]);
        // Else it would show nothing.
        Assert.All(counts, count => Assert.InRange(count, appends / 20, appends - (appends / 20)));
    }

    [Fact]
    public async Task An_append_that_its_condition_forbids_is_a_missed_conflict()
    {
        var run = Writer.NewRun(1, 1, 1, onlyConditional: true);
        var plan = Plans(run, 0).First(static plan => plan.Condition(0)!.Guards is [var guard] && MatchesItself(plan, guard.Query));
        var replay = await ReplayAsync(new() { Runs = { [run.Id] = run } }, async log =>
        {
            // An event that the condition names, then the append that says it would not be there then, with no condition to refuse it.
            var conflicting = plan.Events(0, plan.Condition(0))[0];
            await log.AppendAsync([new(conflicting.Type, conflicting.Payload, conflicting.Tags.AsSpan())]);
            await log.AppendAsync(plan.Events(0, plan.Condition(0)));
        });
        Assert.Equal(1, replay.MissedConflicts);
        Assert.Contains(replay.Violations.Named, violation => violation.Contains($"missed conflict: {plan.Id}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, 0, 0, 1, null)]
    [InlineData(1, 0, 1, 1, "its guard looks at what comes after 1")]
    [InlineData(1, 0, 0, 0, "the head was 0 when it was told")]
    [InlineData(1, -1, 0, 1, "the guard that was named is none of its own")]
    [InlineData(2, 0, 0, 2, "the event there does not match")]
    [InlineData(3, 0, 0, 3, "the log ends at 2")]
    public async Task A_refusal_needs_an_event_that_matches_came_after_what_was_seen_and_was_visible(
        long conflict, int guard, long seen, long head, string? objection)
    {
        var run = Writer.NewRun(1, 1, 1, onlyConditional: true);
        var plan = Plans(run, 0).First(static plan =>
            plan.Condition(0)!.Guards is [var only] && MatchesItself(plan, only.Query) && !only.Query.Items.IsEmpty);
        var answers = new Answers { Runs = { [run.Id] = run }, Refused = { new(conflict, guard, seen, head, plan.Id) } };
        var replay = await ReplayAsync(answers, async log =>
        {
            var matching = plan.Events(0, plan.Condition(0))[0];
            await log.AppendAsync([new(matching.Type, matching.Payload, matching.Tags.AsSpan())]);
            await log.AppendAsync([new("noted", matching.Payload, new Tag("account:none"))]);
        });
        Assert.Equal(objection is null ? 0 : 1, replay.FalseConflicts);
        if (objection is not null)
            Assert.Contains(replay.Violations.Named, violation => violation.Contains("false conflict: " + plan.Id, StringComparison.Ordinal)
                && violation.Contains(objection, StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<AppendPlan> Plans(Run run, int appender) =>
        Enumerable.Range(1, 1000).Select(n => AppendPlan.Of(run, new(run.Id, appender, n)));

    private static bool MatchesItself(AppendPlan plan, Query query)
    {
        var sent = plan.Events(0, null)[0];
        return MatchHistory.IsMatch(query, sent.Type, sent.Tags);
    }

    private static async Task<LogReplay> ReplayAsync(Answers answers, Func<EmbeddedEventLog, Task> append)
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        await append(log);
        var replay = new LogReplay(answers);
        await Verification.ReplayAsync(log, replay);
        replay.End();
        return replay;
    }

    [GeneratedRegex(@"tasks: (\d+) appended \(\d+ events\), (\d+) refused")]
    private static partial Regex Counts();
}
