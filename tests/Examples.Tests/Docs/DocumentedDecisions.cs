using CsCheck;
using Examples.CourseSubscriptions;
using Examples.OptInToken;

namespace Examples.Tests.Docs;

/// <summary>What docs/decisions.md shows and no example has, to the letter; it also holds.</summary>
public class DocumentedDecisions
{
    private static readonly Scenario Courses = Scenario.Of(ExampleEvents.Model), SignUps = Courses;
    private static readonly CourseId C1 = new("c1");
    private static readonly StudentId S1 = new("s1"), S2 = new("s2");
    private static readonly EmailAddress John = new("john@example.org");
    private static readonly Otp Otp = new("123456");
    private static readonly Gen<CourseId> Course = Gen.Int[1, 3].Select(static n => new CourseId($"c{n}"));

    private static readonly Gen<IEvent[]> Histories = EventGenerators.OfDecision<Capacity>()
        .Add(Gen.Select(Course, Gen.Int[0, 5], static (course, seats) => new CourseDefined(course, seats)))
        .Add(Gen.Select(Course, Gen.Int[0, 5], static (course, seats) => new CourseCapacityChanged(course, seats)))
        .Histories(most: 12);

    [Fact]
    public void Nobody_subscribes_to_a_full_course() => Courses
        .Given(new CourseDefined(C1, 1), new StudentSubscribedToCourse(S1, C1))
        .When(new SubscribeStudent(S2, C1))
        .ThenRejected("fully-booked");

    [Fact]
    public void A_password_is_good_for_an_hour() => SignUps
        .GivenAgo(TimeSpan.FromMinutes(61), new SignUpInitiated(John, Otp, "John Doe"))
        .When(new ConfirmSignUp(John, Otp))
        .ThenRejected("expired");

    [Fact]
    public void Histories_are_no_longer_than_asked_for() => Histories.Sample(static history => history.Length <= 12);

    [Fact]
    public async Task Outcomes_are_told_apart()
    {
        var (student, course, requestId) = (S1, C1, "request-1");
        await using var store = await Courses.Given(new CourseDefined(C1, 1)).OpenStoreAsync();
        var outcome = await store.DecideAsync(new SubscribeStudent(student, course));
        var answer = outcome switch
        {
            Outcome.Appended appended => $"done, at position {appended.Last}",
            Outcome.Nothing => "was done already",
            Outcome.Rejected(var reason, _) => reason,
            Outcome.ConditionFailed => "it has changed since you looked",
            _ => "too much going on; try again",
        };
        Assert.Equal("done, at position 2", answer);
        await store.DecideAsync(new SubscribeStudent(student, course), key: requestId);
    }

    [Fact]
    public async Task Models_are_folded_by_hand()
    {
        var (student, course) = (S1, C1);
        await using var store = await Courses.Given(new CourseDefined(C1, 1)).OpenStoreAsync();
        var (capacity, taken, unless) = await store.BuildAsync(new Capacity(course), new SeatsTaken(course));
        if (taken.Count < capacity.Seats) await store.AppendAsync(new StudentSubscribedToCourse(student, course), unless);
        Assert.Equal(2, store.Head);
    }
}
