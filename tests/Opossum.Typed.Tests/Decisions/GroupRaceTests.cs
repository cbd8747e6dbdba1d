using Microsoft.Extensions.Time.Testing;
using Opossum.Typed.Tests.Engine;
using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Decisions;

/// <summary>
/// Races whose outcome is known: the commit thread is held in a flush while decisions queue up, so that they meet in one commit group, in
/// the order in which they were made.
/// </summary>
public class GroupRaceTests
{
    private const string Segment1 = "events/0000000001.seg";

    [Fact]
    public async Task Of_decisions_that_meet_in_one_group_those_win_at_once_whose_boundary_nobody_before_them_has_taken()
    {
        for (var seed = Tier.SeedOf(1); seed <= Tier.SeedOf(40); seed++)
        {
            var random = new Random(seed);
            Subscribe[] commands =
                [.. Enumerable.Range(0, 8).Select(_ => new Subscribe(new(random.Next(4)), new(random.Next(4)))).Distinct()];
            var (outcomes, positions) = await MeetAsync(commands);

            var winners = new List<Subscribe>();
            for (var i = 0; i < commands.Length; i++)
            {
                var wins = !winners.Any(winner => winner.Course == commands[i].Course || winner.Student == commands[i].Student);
                if (wins) winners.Add(commands[i]);
                Assert.Equal((seed, i, wins), (seed, i, outcomes[i].Attempts == 1));
            }

            Assert.All(outcomes, static outcome => Assert.IsType<Outcome.Appended>(outcome));
            Assert.Equal(winners.Select(static winner => (winner.Course, winner.Student)), positions.Take(winners.Count));
            Assert.Equal(
                commands.Select(static command => (command.Course.Value, command.Student.Value)).Order(),
                positions.Select(static position => (position.Item1.Value, position.Item2.Value)).Order());
        }
    }

    [Fact]
    public async Task Decisions_whose_boundaries_are_disjoint_never_refuse_each_other()
    {
        var (outcomes, _) = await MeetAsync([.. Enumerable.Range(0, 16).Select(static i => new Subscribe(new(i), new(i)))]);
        Assert.All(outcomes, static outcome => Assert.Equal(1, outcome.Attempts));
    }

    [Fact]
    public async Task What_comes_while_a_decision_reads_is_seen_by_none_of_its_models_and_by_all_of_the_next_attempt_s()
    {
        await using var race = new Race();
        await race.Others.AppendAsync(new CourseDefined(new(1), 10));
        var reads = 0;
        race.Log.AfterRead = async _ =>
        {
            if (++reads == 1) await race.Others.AppendAsync(new StudentSubscribed(new(1), new(1)));
        };
        var outcome = await race.Store.DecideAsync(new Subscribe(new(1), new(1)));
        Assert.Equal(new Outcome.Nothing { Attempts = 2 }, outcome);
        Assert.Equal(new long[] { 0, 1 }, race.Log.ReadAfter);
        Assert.Equal(2, race.Others.Head);
    }

    /// <summary>Lets the commands decide on a store with four courses, and their appends meet in one commit group.</summary>
    /// <returns>The outcomes, and who subscribed to what in the log's order.</returns>
    private static async Task<(Outcome[] Outcomes, (CourseId, StudentId)[] Positions)> MeetAsync(Subscribe[] commands)
    {
        var storage = new WatchedStorage();
        // No time passes, so no read gives its thread back.
        await using var store = new OpossumStore(
            EmbeddedEventLog.Open(storage, new() { TimeProvider = new FakeTimeProvider() }), Shapes.Model);
        await store.AppendAsync([
            .. commands.Select(static command => command.Course).Distinct().Select(static course => new CourseDefined(course, 100))
        ]);
        storage.TakeCalls();
        using var queued = new Gate();
        storage.Before = call =>
        {
            if (call == "flush " + Segment1) queued.Pass();
        };
        var blocker = store.AppendAsync(new CourseRenamed(new(1000), "in the way")).AsTask();
        queued.WaitUntilReached();

        // In memory a read does not wait, so that a decision is in the queue when the call returns.
        var decisions = commands.Select(command => store.DecideAsync(command).AsTask()).ToArray();
        Assert.All(decisions, static decision => Assert.False(decision.IsCompleted));
        storage.Before = null;
        queued.Open();
        await blocker;
        var outcomes = await Task.WhenAll(decisions);
        return (outcomes, await store.ReadAsync(Query.Of<StudentSubscribed>())
            .Select(static e => (e.Event.Course, e.Event.Student))
            .ToArrayAsync());
    }
}
