using System.Text;
using Opossum.Typed.CompilerServices;
using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Decisions.Kept;

/// <summary>Decisions that begin where earlier ones have left their models.</summary>
public class KeptDecisionTests
{
    private static readonly CourseId Course = new(1);
    private static readonly StudentId Ada = new(1);
    private static readonly OpossumOptions All = new() { KeptStateEvents = 1 };

    [Fact]
    public async Task A_decision_reads_only_what_came_after_the_one_before()
    {
        await using var race = new Race(All);
        await FillAsync(race.Others, students: 20);
        await race.Store.DecideAsync(new Subscribe(Course, Ada));
        Assert.Equal(new Outcome.Appended(23, 23), await race.Store.DecideAsync(new Subscribe(Course, new(2))));
        Assert.Equal([0, 0, 21], race.Log.ReadAfter);           // of the student there is nothing that was kept
        await race.Others.AppendAsync(new StudentSubscribed(Course, new(3)));
        Assert.IsType<Outcome.Nothing>(await race.Store.DecideAsync(new Subscribe(Course, new(3))));
        Assert.Equal([0, 0, 21, 0, 22], race.Log.ReadAfter);
    }

    [Fact]
    public async Task Boundaries_with_few_events_are_read()
    {
        await using var race = new Race();
        await FillAsync(race.Others, students: 14);         // 15 events with that of the course
        for (var i = 0; i < 3; i++) await race.Store.DecideAsync(new Subscribe(Course, new(1 + i)));
        Assert.Equal([0, 0, 0], race.Log.ReadAfter.Take(3));
        await race.Store.DecideAsync(new Subscribe(Course, new(4)));
        Assert.Equal([0, 17], race.Log.ReadAfter.Skip(3));              // the student's events; those of the course, from its state on
    }

    [Fact]
    public async Task With_no_memory_for_it_no_state_is_kept()
    {
        await using var race = new Race(new() { KeptStateEvents = 1, KeptStateBytes = 0 });
        await FillAsync(race.Others, students: 20);
        await race.Store.DecideAsync(new Subscribe(Course, Ada));
        await race.Store.DecideAsync(new Subscribe(Course, new(2)));
        Assert.Equal([0, 0], race.Log.ReadAfter);
        Assert.Null(race.Store.Kept);
    }

    [Fact]
    public async Task What_a_decider_does_to_its_models_never_reaches_what_is_kept()
    {
        await using var race = new Race(All);
        for (var i = 0; i < 5; i++) await race.Others.AppendAsync(new MoneyMoved(new(1), new(2), 10));
        var seen = new List<(int, long, int)>();
        for (var i = 0; i < 3; i++) await race.Store.DecideAsync(new MoveOn(new(1), new(2), 10, seen));
        Assert.Equal([(5, 50L, 5), (6, 60L, 6), (7, 70L, 7)], seen);
        Assert.Equal([0, 5, 6], race.Log.ReadAfter);
    }

    [Fact]
    public async Task Whatever_could_be_changed_behind_a_copy_is_not_kept()
    {
        await using var race = new Race(All);
        await FillAsync(race.Others, students: 5);
        for (var i = 0; i < 2; i++) await race.Store.DecideAsync(new SpoilWhatIsShared(Course, Ada, []));
        Assert.Equal([0, 0], race.Log.ReadAfter);
        Assert.Equal(0, race.Store.Kept!.States.Count);
    }

    [Fact]
    public async Task A_built_model_begins_with_what_is_kept_and_its_owner_may_change_it()
    {
        await using var race = new Race(All);
        await FillAsync(race.Others, students: 5);
        for (var i = 0; i < 3; i++)
        {
            var (seats, load, _) = await race.Store.BuildAsync(new Seats(Course), new Load(new(3)));
            Assert.Equal((100, 5, 0), (seats.Capacity, seats.Taken, load.Courses));
            seats.Taken = 99;
        }

        Assert.Equal([0, 0, 6, 0, 6], race.Log.ReadAfter);          // of the student there is nothing, and nothing is kept
    }

    [Fact]
    public async Task A_built_model_that_held_something_before_is_folded_as_it_is_and_not_kept()
    {
        await using var race = new Race(All);
        await FillAsync(race.Others, students: 5);
        await race.Store.BuildAsync(new Seats(Course));
        var (more, _) = await race.Store.BuildAsync(new Seats(Course) { Taken = 10 });
        Assert.Equal(15, more.Taken);
        var (seats, _) = await race.Store.BuildAsync(new Seats(Course));
        Assert.Equal(5, seats.Taken);
        Assert.Equal([0, 0, 6], race.Log.ReadAfter);
    }

    [Fact]
    public async Task A_class_that_is_folded_in_place_is_so_whatever_is_kept()
    {
        await using var race = new Race(All);
        await FillAsync(race.Others, students: 5);
        for (var i = 0; i < 2; i++)
        {
            var roster = new RecordRoster(Course);
            var (built, _) = await race.Store.BuildAsync(roster);
            Assert.Same(roster, built);
            Assert.Equal(5, roster.Count);
        }
    }

    [Fact]
    public async Task Models_that_are_kept_up_to_different_positions_are_read_in_one_snapshot()
    {
        await using var race = new Race(All);
        for (var n = 0; n < 40; n++) await race.Others.AppendAsync(new PriceSet(new(1), n));
        await race.Store.BuildAsync(new Price(new(1)));
        for (var n = 0; n < 40; n++) await race.Others.AppendAsync([new PriceSet(new(2), 100 + n), new PriceSet(new(1), n)]);
        await race.Store.BuildAsync(new Price(new(2)));
        race.Log.Reads.Clear();
        race.Log.AfterRead = log => race.Log.Reads.Count > 1
            ? Task.CompletedTask
            : race.Others.AppendAsync([new PriceSet(new(2), 999), new PriceSet(new(3), 999)]).AsTask();
        var (prices, unless) = await race.Store.BuildAsync(new[] { 3, 1, 2 }.Select(static number => new Price(new(number))));
        Assert.Equal([null, 39, 139], prices.Select(static price => price.Now));
        Assert.Equal([(0, null), (40, 120L), (120, 120L)], race.Log.Reads.Select(static read => (read.Options.After, read.Options.To)));
        Assert.Equal(122, (await race.Others.TryAppendAsync(new PriceSet(new(4), 1), unless)).Conflict!.Value.Position);
    }

    [Fact]
    public async Task After_a_retagging_models_are_folded_from_their_first_event()
    {
        await using var race = new Race(All);
        await FillAsync(race.Others, students: 5);
        await AppendWithoutTagsAsync(race.Others.Log, student: 50);
        Assert.Equal(5, (await race.Store.BuildAsync(new Seats(Course))).Model.Taken);
        await race.Others.RetagAsync(cancellationToken: TestContext.Current.CancellationToken);
        for (var i = 0; i < 2; i++) Assert.Equal(6, (await race.Store.BuildAsync(new Seats(Course))).Model.Taken);
        Assert.Equal([0, 0, 7], race.Log.ReadAfter);
    }

    [Fact]
    public async Task A_retagging_between_the_search_for_states_and_the_read_is_noticed()
    {
        await using var race = new Race(All);
        await FillAsync(race.Others, students: 5);
        await AppendWithoutTagsAsync(race.Others.Log, student: 50);
        await race.Store.BuildAsync(new Seats(Course));
        race.Log.BeforeRead = _ =>
        {
            race.Log.BeforeRead = null;
            return race.Others.RetagAsync(cancellationToken: TestContext.Current.CancellationToken);
        };
        Assert.Equal(6, (await race.Store.BuildAsync(new Seats(Course))).Model.Taken);
        Assert.Equal([0, 7, 0], race.Log.ReadAfter);
    }

    [Fact]
    public async Task Behind_a_log_that_answers_reads_itself_nothing_is_kept()
    {
        await using var log = EmbeddedEventLog.OpenInMemory(All);
        var store = new OpossumStore(new FilteredLog(log), Shapes.Model, All);
        await FillAsync(store, students: 5);
        for (var i = 0; i < 2; i++) await store.DecideAsync(new Subscribe(Course, new(1 + i)));
        Assert.Equal(0, store.Kept!.States.Count);
    }

    [Fact]
    public async Task Two_models_that_are_declared_alike_have_states_of_their_own()
    {
        Assert.Equal(DecisionModelShape<Visits>.Instance.Identity, DecisionModelShape<Visitors>.Instance.Identity);
        await using var race = new Race(All);
        await FillAsync(race.Others, students: 5);
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(5, (await race.Store.BuildAsync(new Visits(Course))).Model.Count);
            Assert.Equal(5, (await race.Store.BuildAsync(new Visitors(Course))).Model.Count);
        }
    }

    [Fact]
    public async Task After_a_conflict_the_state_of_the_next_attempt_is_kept()
    {
        await using var race = new Race(All);
        await FillAsync(race.Others, students: 5);
        race.StepIn(new StudentSubscribed(Course, new(70)), new StudentSubscribed(Course, new(71)));
        Assert.Equal(3, (await race.Store.DecideAsync(new Subscribe(Course, Ada))).Attempts);
        race.Log.Reads.Clear();
        await race.Store.DecideAsync(new Subscribe(Course, new(2)));
        Assert.Equal([0, 8], race.Log.ReadAfter);
    }

    /// <summary>As a program does whose events have no tags yet.</summary>
    private static async Task AppendWithoutTagsAsync(IEventLog log, int student) => await log.AppendAsync([
        new EventData("student-subscribed", Encoding.UTF8.GetBytes($$"""{"course":{{Course.Value}},"student":{{student}}}"""))
        {
            Encoding = PayloadEncoding.Json,
        },
    ]);

    private static async Task FillAsync(OpossumStore store, int students)
    {
        await store.AppendAsync(new CourseDefined(Course, 100));
        for (var i = 0; i < students; i++) await store.AppendAsync(new StudentSubscribed(Course, new(100 + i)));
    }
}
