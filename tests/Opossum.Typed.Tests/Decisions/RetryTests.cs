using Microsoft.Extensions.Time.Testing;

namespace Opossum.Typed.Tests.Decisions;

/// <summary>What happens when somebody appends between a decision and its append.</summary>
public class RetryTests
{
    private static readonly CourseId Course = new(1);
    private static readonly StudentId Ada = new(1);

    [Fact]
    public async Task After_a_conflict_only_what_is_new_is_read_and_the_decision_made_anew()
    {
        await using var race = new Race();
        await race.Store.AppendAsync([new CourseDefined(Course, 2), new StudentSubscribed(Course, new(8))]);
        race.StepIn(new StudentSubscribed(Course, new(9)));
        Assert.Equal(
            new Outcome.Rejected("course is full", null) { Attempts = 2 }, await race.Store.DecideAsync(new Subscribe(Course, Ada)));
        Assert.Equal([0, 2], race.Log.ReadAfter);
    }

    [Fact]
    public async Task It_succeeds_after_several_conflicts_and_says_how_many_attempts_it_took()
    {
        await using var race = new Race();
        await race.Store.AppendAsync(new CourseDefined(Course, 10));
        race.StepIn(new StudentSubscribed(Course, new(7)), new StudentSubscribed(Course, new(8)), new StudentSubscribed(Course, new(9)));
        Assert.Equal(new Outcome.Appended(5, 5) { Attempts = 4 }, await race.Store.DecideAsync(new Subscribe(Course, Ada)));
        Assert.Equal([0, 1, 2, 3], race.Log.ReadAfter);
    }

    [Fact]
    public async Task What_is_outside_of_the_boundary_is_no_conflict()
    {
        await using var race = new Race();
        await race.Store.AppendAsync([new CourseDefined(Course, 10), new CourseDefined(new(2), 10)]);
        race.StepIn(new StudentSubscribed(new(2), new(9)));                        // the types, other tags
        Assert.Equal(1, (await race.Store.DecideAsync(new Subscribe(Course, Ada))).Attempts);
        race.StepIn(new CourseRenamed(Course, "Logic"));                           // a tag, another type
        Assert.Equal(1, (await race.Store.DecideAsync(new Subscribe(Course, new(2)))).Attempts);
    }

    [Fact]
    public async Task What_matches_no_model_as_a_whole_is_no_conflict()
    {
        await using var race = new Race();
        await race.Store.AppendAsync(new CourseDefined(new(2), 10));
        race.StepIn(new CourseDefined(new(3), 10));                                // 'Load' has no such type, 'Seats' not this course
        Assert.IsType<Outcome.Rejected>(await race.Store.DecideAsync(new Subscribe(Course, Ada)));
        Assert.Equal(1, (await race.Store.DecideAsync(new Subscribe(new(2), Ada))).Attempts);
    }

    [Fact]
    public async Task An_empty_boundary_guards()
    {
        await using var race = new Race();
        race.StepIn(new CourseDefined(Course, 1));
        Assert.Equal(new Outcome.Rejected("exists", null) { Attempts = 2 }, await race.Store.DecideAsync(new DefineCourse(Course, 30)));
        Assert.Equal(1, race.Store.Head);
    }

    [Fact]
    public async Task Of_the_last_event_the_newer_one_counts_alone()
    {
        await using var race = new Race();
        await race.Store.AppendAsync([new InvoiceCreated(1), new InvoiceCreated(2)]);
        race.StepIn(new InvoiceCreated(3), new InvoiceCreated(7));
        Assert.Equal(3, (await race.Store.DecideAsync(new CreateInvoice())).Attempts);
        Assert.Equal([1, 2, 3, 7, 8], await race.Store.ReadAsync(Query.Of<InvoiceCreated>())
            .Select(static e => e.Event.Number)
            .ToListAsync(TestContext.Current.CancellationToken));
        Assert.All(race.Log.Reads.Take(3), static read => Assert.True(read.Options is { Limit: 1, Backward: true }));
        Assert.Equal([0, 2, 3], race.Log.ReadAfter.Take(3));
    }

    [Fact]
    public async Task What_a_decider_did_to_its_models_never_reaches_the_next_attempt()
    {
        await using var race = new Race();
        await race.Store.AppendAsync(new StudentSubscribed(Course, new(7)));
        race.StepIn(new StudentSubscribed(Course, new(8)), new StudentSubscribed(Course, new(9)));
        var spoil = new Spoil(Course, Ada, []);
        Assert.Equal(3, (await race.Store.DecideAsync(spoil)).Attempts);
        Assert.Equal([1, 1, 2, 2, 3, 3], spoil.Seen);
        Assert.Equal([0, 1, 2], race.Log.ReadAfter);
    }

    [Fact]
    public async Task A_model_that_no_copy_protects_is_read_anew()
    {
        await using var race = new Race();
        await race.Store.AppendAsync(new StudentSubscribed(Course, new(7)));
        race.StepIn(new StudentSubscribed(Course, new(8)), new StudentSubscribed(Course, new(9)));
        var spoil = new SpoilWhatIsShared(Course, Ada, []);
        Assert.Equal(3, (await race.Store.DecideAsync(spoil)).Attempts);
        Assert.Equal([1, 1, 1, 2, 2, 2, 3, 3, 3], spoil.Seen);
        Assert.Equal([0, 0, 0], race.Log.ReadAfter);
    }

    [Fact]
    public async Task A_model_that_never_changes_is_not_read_anew()
    {
        await using var race = new Race();
        await race.Store.AppendAsync(new StudentSubscribed(Course, new(7)));
        race.StepIn(new StudentSubscribed(Course, new(8)));
        var look = new Look(Course, Ada, []);
        Assert.Equal(2, (await race.Store.DecideAsync(look)).Attempts);
        Assert.Equal([1, 2], look.Seen);
        Assert.Equal([0, 1], race.Log.ReadAfter);
    }

    [Fact]
    public async Task It_gives_up_when_the_time_is_over()
    {
        var clock = new FakeTimeProvider();
        await using var race = new Race(new() { TimeProvider = clock });
        await race.Store.AppendAsync(new CourseDefined(Course, 100));
        race.Log.BeforeAppend = async _ =>
        {
            await race.Others.AppendAsync(new StudentSubscribed(Course, new(9)));
            clock.Advance(TimeSpan.FromSeconds(4));
        };
        Assert.Equal(new Outcome.Conflict(4) { Attempts = 3 }, await race.Store.DecideAsync(new Subscribe(Course, Ada)));
        Assert.Equal("Conflict at 4 after 3 attempts", new Outcome.Conflict(4) { Attempts = 3 }.ToString());
    }

    [Fact]
    public async Task The_time_can_be_chosen()
    {
        await using var race = new Race(new() { DecisionTimeout = TimeSpan.Zero });
        await race.Store.AppendAsync(new CourseDefined(Course, 100));
        race.StepIn(new StudentSubscribed(Course, new(9)));
        Assert.Equal(new Outcome.Conflict(2), await race.Store.DecideAsync(new Subscribe(Course, Ada)));
        Assert.Throws<ArgumentException>(() =>
            OpossumStore.OpenInMemory(Generated.Shapes.Model, new() { DecisionTimeout = TimeSpan.FromSeconds(-2) }));
    }

    [Fact]
    public async Task Without_an_end_it_goes_on_until_it_succeeds()
    {
        var clock = new FakeTimeProvider();
        await using var race = new Race(new() { TimeProvider = clock, DecisionTimeout = Timeout.InfiniteTimeSpan });
        await race.Store.AppendAsync(new CourseDefined(Course, 100));
        var left = 20;
        race.Log.BeforeAppend = async _ =>
        {
            clock.Advance(TimeSpan.FromDays(1));
            if (left-- > 0) await race.Others.AppendAsync(new StudentSubscribed(Course, new(9)));
        };
        Assert.Equal(new Outcome.Appended(22, 22) { Attempts = 21 }, await race.Store.DecideAsync(new Subscribe(Course, Ada)));
    }

    [Fact]
    public async Task Cancelling_ends_it_between_two_attempts_with_nothing_appended()
    {
        using var stop = new CancellationTokenSource();
        await using var race = new Race();
        await race.Store.AppendAsync(new CourseDefined(Course, 100));
        race.Log.BeforeAppend = async _ =>
        {
            await race.Others.AppendAsync(new StudentSubscribed(Course, new(9)));
            if (race.Store.Head == 4) await stop.CancelAsync();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await race.Store.DecideAsync(new Subscribe(Course, Ada), cancellationToken: stop.Token));
        Assert.Equal(4, race.Store.Head);
    }

    [Fact]
    public async Task Against_the_caller_s_own_condition_no_other_attempt_is_made()
    {
        await using var race = new Race();
        await race.Store.AppendAsync([new CourseDefined(Course, 100), new CourseRenamed(Course, "Logic")]);
        var refused = await race.Store.DecideAsync(new Subscribe(Course, Ada), unless: CourseRenamed.For(Course).After(1));
        Assert.Equal(new Outcome.ConditionFailed(2), refused);
        Assert.Equal("Condition failed at 2", refused.ToString());
        Assert.Equal(
            new Outcome.Appended(3, 3),
            await race.Store.DecideAsync(new Subscribe(Course, Ada), unless: CourseRenamed.For(Course).After(2)));
    }

    [Fact]
    public async Task Beside_the_caller_s_own_condition_that_of_the_models_is_tried_again()
    {
        await using var race = new Race();
        await race.Store.AppendAsync(new CourseDefined(Course, 100));
        race.StepIn(new StudentSubscribed(Course, new(9)));
        Assert.Equal(
            new Outcome.Appended(3, 3) { Attempts = 2 },
            await race.Store.DecideAsync(new Subscribe(Course, Ada), unless: CourseRenamed.For(Course)));
    }
}
