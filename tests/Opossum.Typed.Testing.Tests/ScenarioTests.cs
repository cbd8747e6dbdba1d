using Examples;
using Examples.CourseSubscriptions;
using Examples.OptInToken;
using Examples.RecordDuplication;

namespace Opossum.Typed.Testing.Tests;

/// <summary>What passes, what fails, and what is said then.</summary>
public class ScenarioTests
{
    private static readonly Scenario Empty = Scenario.Of(ExampleEvents.Model);
    private static readonly CourseId C1 = new("c1");
    private static readonly Scenario Full = Empty.Given(new CourseDefined(C1, 1))
        .GivenAgo(TimeSpan.FromMinutes(5), new StudentSubscribedToCourse(new("s1"), C1));

    [Fact]
    public void A_failure_shows_the_history_and_both_sides_as_JSON()
    {
        var failed = Assert.Throws<ScenarioFailedException>(() =>
            Full.When(new SubscribeStudent(new("s2"), C1)).Then(new StudentSubscribedToCourse(new("s2"), C1)));
        Assert.Equal("""{"appended":"student-subscribed-to-course","payload":{"student":"s2","course":"c1"}}""", failed.Expected);
        Assert.Equal("""{"rejected":"Course \"c1\" is already fully booked","code":"fully-booked"}""", failed.Actual);
        Assert.Equal(
            """
            The command decided otherwise than expected.
            Given
              {"recorded":"2026-01-01T12:00:00+00:00","event":"course-defined","payload":{"course":"c1","capacity":1}}
              {"recorded":"2026-01-01T11:55:00+00:00","event":"student-subscribed-to-course","payload":{"student":"s1","course":"c1"}}
            When, at 2026-01-01 12:00:00Z
              SubscribeStudent { Student = s2, Course = c1 }
            Expected
              {"appended":"student-subscribed-to-course","payload":{"student":"s2","course":"c1"}}
            Actual
              {"rejected":"Course \"c1\" is already fully booked","code":"fully-booked"}
            """,
            failed.Message);
    }

    [Fact]
    public void Of_long_lists_a_failure_shows_where_they_differ_and_of_a_long_history_its_ends()
    {
        static IEvent Change(int capacity) => new CourseCapacityChanged(C1, capacity);
        var changes = Empty.Given([.. Enumerable.Range(1, 100).Select(Change)]).When(new ChangeOften(C1, 100));
        var failed = Assert.Throws<ScenarioFailedException>(() =>
            changes.Then([.. Enumerable.Range(1, 100).Select(static i => Change(i == 60 ? 0 : i))]));
        static string Lines(int from, int to, string wrong) => string.Join('\n', Enumerable.Range(from, to - from + 1).Select(i =>
            $$$"""  {"appended":"course-capacity-changed","payload":{"course":"c1","capacity":{{{(i == 60 ? wrong : $"{i}")}}}}}"""));
        string Side(string wrong) => $"\n  … 56 before that are the same\n{Lines(57, 63, wrong)}\n  … 37 after that are the same";
        Assert.EndsWith($"Expected{Side("0")}\nActual{Side("60")}", failed.Message, StringComparison.Ordinal);
        Assert.Contains("\"capacity\":10}}\n  … 80 not shown\n", failed.Message, StringComparison.Ordinal);
        Assert.Equal(100, failed.Expected.Split('\n').Length);
    }

    [Fact]
    public void A_list_that_ends_too_early_is_a_failure_that_shows_what_it_lacks()
    {
        var changes = Empty.When(new ChangeOften(C1, 50));
        var failed = Assert.Throws<ScenarioFailedException>(() =>
            changes.Then([.. Enumerable.Range(1, 49).Select(static i => new CourseCapacityChanged(C1, i))]));
        Assert.EndsWith("\"capacity\":50}}", failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\"capacity\":46}}", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_payload_is_a_failure() =>
        Assert.Throws<ScenarioFailedException>(() => Empty.When(new DefineCourse(C1, 15)).Then(new CourseDefined(C1, 16)));

    [Fact]
    public void Another_type_with_the_same_payload_is_a_failure() =>
        Assert.Throws<ScenarioFailedException>(() => Empty.When(new DefineCourse(C1, 15)).Then(new CourseCapacityChanged(C1, 15)));

    [Fact]
    public void An_event_too_many_is_a_failure() =>
        Assert.Throws<ScenarioFailedException>(() =>
            Empty.When(new DefineCourse(C1, 15)).Then(new CourseDefined(C1, 15), new CourseDefined(C1, 15)));

    [Fact]
    public void An_event_where_nothing_was_expected_is_a_failure() =>
        Assert.Throws<ScenarioFailedException>(() => Empty.When(new DefineCourse(C1, 15)).ThenNothing());

    [Fact]
    public void A_decider_that_has_nothing_to_do_says_so() => Empty.When(new DoNothing()).ThenNothing();

    [Fact]
    public void Nothing_where_an_event_was_expected_is_a_failure() =>
        Assert.Throws<ScenarioFailedException>(() => Empty.When(new DoNothing()).Then(new CourseDefined(C1, 1)));

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("re-submission", null, true)]
    [InlineData(null, "Re-submission", true)]
    [InlineData("re-submission", "Re-submission", true)]
    [InlineData("other", null, false)]
    [InlineData("re-submission", "Other", false)]
    public void Of_a_rejection_what_is_asked_for_is_compared(string? code, string? reason, bool passes)
    {
        var result = Empty.Given(new OrderPlaced(new("o1"), new("t1"))).When(new PlaceOrder(new("o2"), new("t1")));
        var failure = Record.Exception(() => result.ThenRejected(code, reason));
        Assert.Equal(passes, failure is null);
    }

    [Fact]
    public void A_rejection_that_did_not_come_is_a_failure()
    {
        var failed = Assert.Throws<ScenarioFailedException>(() => Empty.When(new DefineCourse(C1, 15)).ThenRejected("course-exists"));
        Assert.Equal("""{"rejected":"any reason","code":"course-exists"}""", failed.Expected);
        Assert.Equal("""{"appended":"course-defined","payload":{"course":"c1","capacity":15}}""", failed.Actual);
    }

    [Fact]
    public void What_was_given_is_as_long_ago_as_it_was_said_to_be_whatever_the_time_is()
    {
        var john = new EmailAddress("john@example.org");
        var sent = Empty.GivenAgo(TimeSpan.FromMinutes(60), new SignUpInitiated(john, new("1"), "John"));
        sent.At(new(2031, 5, 6, 7, 8, 9, TimeSpan.Zero))
            .When(new ConfirmSignUp(john, new("1")))
            .Then(new SignUpConfirmed(john, new("1"), "John"));
        Assert.Throws<ScenarioFailedException>(() => Empty.GivenAgo(TimeSpan.FromMinutes(61), new SignUpInitiated(john, new("1"), "John"))
            .When(new ConfirmSignUp(john, new("1")))
            .Then(new SignUpConfirmed(john, new("1"), "John")));
    }

    [Fact]
    public void Scenarios_that_begin_alike_do_not_share_what_follows()
    {
        var defined = Empty.Given(new CourseDefined(C1, 1));
        defined.When(new SubscribeStudent(new("s1"), C1)).Then(new StudentSubscribedToCourse(new("s1"), C1));
        defined.Given(new StudentSubscribedToCourse(new("s1"), C1)).When(new SubscribeStudent(new("s2"), C1)).ThenRejected("fully-booked");
        defined.When(new SubscribeStudent(new("s2"), C1)).Then(new StudentSubscribedToCourse(new("s2"), C1));
    }

    [Fact]
    public async Task A_store_of_a_scenario_has_its_events_and_its_clock()
    {
        var clock = new ManualClock(default);
        await using var store = await Full.OpenStoreAsync(clock);
        await store.AppendAsync(new CourseCapacityChanged(C1, 2));
        clock.Advance(TimeSpan.FromDays(1));
        await store.AppendAsync(new CourseCapacityChanged(C1, 3));
        var times = await store.ReadAsync(Query.Tagged(C1)).Select(static e => e.Metadata.RecordedAt).ToListAsync();
        Assert.Equal([Full.Now, Full.Now - TimeSpan.FromMinutes(5), Full.Now, Full.Now + TimeSpan.FromDays(1)], times);
    }

    [Fact]
    public void No_event_to_compare_with_is_an_error_and_not_a_pass() =>
        Assert.Throws<ArgumentException>(() => Empty.When(new DefineCourse(C1, 15)).Then());

    private sealed record ChangeOften(CourseId Course, int Times) : WrittenOut
    {
        protected override Decision Decide() =>
            Decision.Append([.. Enumerable.Range(1, Times).Select(i => new CourseCapacityChanged(Course, i))]);
    }

    private sealed record DoNothing : WrittenOut
    {
        protected override Decision Decide() => Decision.Nothing;
    }

    /// <summary>A command, written out as the generator does it.</summary>
    private abstract record WrittenOut : IDecider
    {
        public CompilerServices.DecisionProcess Begin() => new Process(this);

        protected abstract Decision Decide();

        private sealed class Process(WrittenOut command) : CompilerServices.DecisionProcess
        {
            public override void Describe(CompilerServices.DecisionBoundary boundary) { }

            public override void Apply(ref CompilerServices.EventCursor e) { }

            public override Decision Decide(DateTimeOffset now) => command.Decide();
        }
    }
}
