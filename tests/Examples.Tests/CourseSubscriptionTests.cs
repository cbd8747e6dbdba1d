using CsCheck;
using Examples.CourseSubscriptions;
using static Examples.Tests.Scenarios;

namespace Examples.Tests;

/// <summary>The published scenarios of "course subscriptions", by their numbers, and the rules they leave open.</summary>
public class CourseSubscriptionTests
{
    private static readonly CourseId C0 = new("c0"), C1 = new("c1"), C6 = new("c6");
    private static readonly StudentId S1 = new("s1"), S4 = new("s4");

    private static readonly Gen<CourseId> Course = Gen.Int[1, 2].Select(static n => new CourseId($"c{n}"));
    private static readonly Gen<StudentId> Student = Gen.Int[1, 8].Select(static n => new StudentId($"s{n}"));

    [Fact]
    public void Case_1_a_course_is_defined_once() =>
        Empty.Given(new CourseDefined(C1, 10))
            .When(new DefineCourse(C1, 15))
            .ThenRejected("course-exists", "Course with id \"c1\" already exists");

    [Fact]
    public void Case_2_a_new_course_is_defined() => Empty.When(new DefineCourse(C1, 15)).Then(new CourseDefined(C1, 15));

    [Fact]
    public void Case_3_a_course_that_is_not_there_has_no_capacity_to_change() =>
        Empty.When(new ChangeCourseCapacity(C0, 15)).ThenRejected("no-course", "Course \"c0\" does not exist");

    [Fact]
    public void Case_4_the_capacity_is_changed() =>
        Empty.Given(new CourseDefined(C1, 12)).When(new ChangeCourseCapacity(C1, 15)).Then(new CourseCapacityChanged(C1, 15));

    [Fact]
    public void The_same_capacity_is_no_change() =>
        Empty.Given(new CourseDefined(C1, 12))
            .When(new ChangeCourseCapacity(C1, 12))
            .ThenRejected("same-capacity", "New capacity 12 is the same as the current capacity");

    [Fact]
    public void Case_5_nobody_subscribes_to_a_course_that_is_not_there() =>
        Empty.When(new SubscribeStudent(S1, C0)).ThenRejected("no-course", "Course \"c0\" does not exist");

    [Fact]
    public void Case_6_nobody_subscribes_to_a_full_course() => Empty
        .Given(
            new CourseDefined(C1, 3), new StudentSubscribedToCourse(S1, C1), new StudentSubscribedToCourse(new("s2"), C1),
            new StudentSubscribedToCourse(new("s3"), C1))
        .When(new SubscribeStudent(S4, C1)).ThenRejected("fully-booked", "Course \"c1\" is already fully booked");

    [Fact]
    public void Case_7_nobody_subscribes_twice() => Empty
        .Given(new CourseDefined(C1, 10), new StudentSubscribedToCourse(S1, C1))
        .When(new SubscribeStudent(S1, C1)).ThenRejected("subscribed", "Student already subscribed to this course");

    [Fact]
    public void Case_8_nobody_subscribes_to_a_sixth_course() => Empty
        .Given(new CourseDefined(C6, 10))
        .Given([.. Enumerable.Range(1, 5).Select(static n => new StudentSubscribedToCourse(S1, new($"c{n}")))])
        .When(new SubscribeStudent(S1, C6)).ThenRejected("too-many-courses", "Student already subscribed to 5 courses");

    [Fact]
    public void Case_9_a_student_subscribes() =>
        Empty.Given(new CourseDefined(C1, 10)).When(new SubscribeStudent(S1, C1)).Then(new StudentSubscribedToCourse(S1, C1));

    [Fact]
    public void The_capacity_that_counts_is_the_latest() => Empty
        .Given(new CourseDefined(C1, 1), new StudentSubscribedToCourse(S1, C1), new CourseCapacityChanged(C1, 2))
        .When(new SubscribeStudent(S4, C1)).Then(new StudentSubscribedToCourse(S4, C1));

    [Fact]
    public void Others_courses_and_others_students_do_not_count() => Empty
        .Given(new CourseDefined(C1, 1), new CourseDefined(C6, 1), new StudentSubscribedToCourse(S4, C6))
        .When(new SubscribeStudent(S1, C1)).Then(new StudentSubscribedToCourse(S1, C1));

    [Fact]
    public void Whatever_happened_before_a_subscription_is_refused_exactly_where_a_plain_count_says_so() =>
        Gen.Select(Histories, Student, Course).ForAll(static value =>
        {
            var (history, student, course) = value;
            var result = Empty.Given(history).When(new SubscribeStudent(student, course));
            if (Code(history, student, course) is { } code) result.ThenRejected(code);
            else result.Then(new StudentSubscribedToCourse(student, course));
        }, count: 200);

    [Fact]
    public async Task Thirty_seats_and_five_hundred_students_end_with_thirty_subscriptions()
    {
        await using var store = await Empty.Given(new CourseDefined(C1, 30)).OpenStoreAsync();
        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 500).Select(i => Task.Run(async () => await store.DecideAsync(new SubscribeStudent(new($"s{i}"), C1)))));
        Assert.Equal((30, 470), (
            outcomes.Count(static o => o is Outcome.Appended), outcomes.Count(static o => o is Outcome.Rejected { Code: "fully-booked" })));
        var students = await store.ReadAsync(StudentSubscribedToCourse.For(C1)).Select(static e => e.Event.Student).ToListAsync();
        Assert.Equal((30, 30), (students.Count, students.Distinct().Count()));
    }

    private static Gen<IEvent[]> Histories => EventGenerators.OfDecision<SeatsTaken>()
        .Add(Gen.Select(Student, Course, static (student, course) => new StudentSubscribedToCourse(student, course)))
        .Any().Array[0, 12]
        .SelectMany(static subscriptions => Definitions.Array[0, 3].Select(definitions => Interleave(definitions, subscriptions)));

    private static Gen<IEvent> Definitions => EventGenerators.OfDecision<Capacity>()
        .Add(Gen.Select(Course, Gen.Int[0, 5], static (course, capacity) => new CourseDefined(course, capacity)))
        .Add(Gen.Select(Course, Gen.Int[0, 5], static (course, capacity) => new CourseCapacityChanged(course, capacity)))
        .Any();

    private static IEvent[] Interleave(IEvent[] some, IEvent[] others) =>
        [.. Enumerable.Range(0, Math.Max(some.Length, others.Length)).SelectMany(i => some.Skip(i).Take(1).Concat(others.Skip(i).Take(1)))];

    /// <summary>The rule once more, over the whole history, without a model or a boundary.</summary>
    private static string? Code(IEvent[] history, StudentId student, CourseId course)
    {
        if (!history.OfType<CourseDefined>().Any(e => e.Course == course)) return "no-course";
        var capacity = history.Select(e => e switch
        {
            CourseDefined d when d.Course == course => d.Capacity,
            CourseCapacityChanged c when c.Course == course => c.Capacity,
            _ => (int?)null,
        }).Last(static capacity => capacity is not null);
        var subscriptions = history.OfType<StudentSubscribedToCourse>().ToArray();
        return subscriptions.Count(e => e.Course == course) >= capacity ? "fully-booked"
            : subscriptions.Any(e => e.Course == course && e.Student == student) ? "subscribed"
            : subscriptions.Count(e => e.Student == student) >= 5 ? "too-many-courses"
            : null;
    }
}
