using Opossum.Typed.Sqlite;
using Opossum.Typed.Sqlite.Tests;

namespace Opossum.Typed.Views.Tests;

[Tag("course")] public readonly partial record struct CourseId(int Number);
[Tag("student")] public readonly partial record struct StudentId(int Number);

[Event("course-defined")]
public partial record CourseDefined(CourseId Course, string Title);

[Event("course-renamed")]
public partial record CourseRenamed(CourseId Course, string Title);

[Event("student-enrolled")]
public partial record StudentEnrolled(StudentId Student, CourseId Course);

[Event("student-left")]
public partial record StudentLeft(StudentId Student, CourseId Course);

/// <summary>What a course is called.</summary>
[DecisionModel]
public partial record struct CourseTitle(CourseId Course)
{
    public string Title = "";

    void On(CourseDefined e) => Title = e.Title == "throw" ? throw new InvalidOperationException("The model fails.") : e.Title;

    void On(CourseRenamed e) => Title = e.Title;
}

/// <summary>How often a student came to a course: a boundary of two tags, and payloads that nobody looks at.</summary>
[DecisionModel]
public partial record struct Enrolments(StudentId Student, CourseId Course)
{
    public int Times;
    public long Last;

    void On(StudentEnrolled _, long position) => (Times, Last) = (Times + 1, position);
}

/// <summary>How many courses there are: a boundary without tags.</summary>
[DecisionModel]
public partial record struct CourseCount()
{
    public int Courses;

    void On(CourseDefined _) => Courses++;
}

/// <summary>A student's details, with the title that the course had when the student enrolled, however it is called later.</summary>
[ReadModel("student_details")]
public partial record StudentDetails([Key] StudentId Student, [Key] CourseId Course, string Title, int Times, int Courses)
{
    static StudentDetails On(StudentEnrolled e, CourseTitle title, Enrolments enrolments, CourseCount all) =>
        new(e.Student, e.Course, title.Title, enrolments.Times, all.Courses);

    StudentDetails? On(StudentLeft _) => null;
}

/// <summary>All the courses of a student: the title is bound to a tag of the event, since the key has none.</summary>
[ReadModel("student_courses")]
public partial record StudentCourses([Key] StudentId Student, string Titles = "", int Left = 0)
{
    StudentCourses On(StudentEnrolled _, CourseTitle title, long position) => this with { Titles = $"{Titles}/{title.Title}@{position}" };

    StudentCourses On(StudentLeft _, CourseTitle title) => this with { Titles = $"{Titles}-{title.Title}", Left = Left + 1 };
}

/// <summary>A row per event, with what was true then.</summary>
[ReadModel("enrolment_log")]
public partial record EnrolmentLog([Key] long Position, string Title, DateTimeOffset At)
{
    static EnrolmentLog On(StudentEnrolled _, CourseTitle title, long position, DateTimeOffset recordedAt) =>
        new(position, title.Title, recordedAt);
}

/// <summary>Joins as of the event, in memory and in SQLite.</summary>
public class CampusTests
{
    private static readonly ReadModelSet Models = new(
        ReadModelDescriptor.Of<StudentDetails, (StudentId, CourseId)>(),
        ReadModelDescriptor.Of<StudentCourses, StudentId>(),
        ReadModelDescriptor.Of<EnrolmentLog, long>());

    [Fact]
    public Task Rows_joined_as_of_their_event_equal_a_plain_fold_across_restarts_kills_and_rebuilds() =>
        ViewRun.CheckAsync(Models, static random => Any(random, courses: 6, students: 5), Fold);

    [Fact]
    public async Task And_so_they_do_when_the_states_do_not_fit_into_memory()
    {
        var status = await ViewRun.CheckEvictionAsync(Models, static random => Any(random, courses: 4_000, students: 3_000), Fold);
        Assert.True(status.Joins.Sum(static join => join.Reads) > 100, string.Join('\n', status.Joins));
    }

    [Fact]
    public async Task A_row_of_now_is_joined_as_of_the_events_that_are_not_in_it_yet()
    {
        var random = new Random(Tier.Seed);
        using var folder = new ViewsFolder();
        await using var store = OpossumStore.OpenInMemory(PortedModel.Model);
        await using var views = await SqliteReadModels.OpenAsync(folder.Path, store, Models);
        for (var i = 0; i < 30; i++)
        {
            await store.AppendAsync(Enumerable.Range(0, 20).Select(_ => Any(random, courses: 3, students: 2)).ToArray());
            var student = new StudentId(random.Next(2));
            var (row, _) = await views.LatestAsync(StudentCourses.At(student));
            await views.UntilAsync(store.Head);
            Assert.Equal(await views.FindAsync(StudentCourses.At(student)), row);
        }

        await ViewRun.EnsureAsync(views, store, Fold);
    }

    [Fact]
    public async Task A_state_is_read_once_and_then_kept_and_the_status_says_so()
    {
        await using var store = OpossumStore.OpenInMemory(PortedModel.Model);
        var set = new ReadModelSet(ReadModelDescriptor.Of<StudentCourses, StudentId>());
        await store.AppendAsync([new CourseDefined(new(1), "one"), new CourseRenamed(new(1), "two")]);
        await using var views = await InMemoryReadModels.OpenAsync(store, set);
        await store.AppendAsync(new StudentEnrolled(new(1), new(1)));
        await views.UntilAsync(store.Head);
        var first = Assert.Single(Assert.Single(await views.GetStatusAsync()).Joins);
        Assert.Equal(("CourseTitle", 1L, 0L, 0L), (first.Model, first.States, first.Reads, first.EventsRead));
        Assert.InRange(first.Bytes, 100, 400);

        await using var again = await InMemoryReadModels.OpenAsync(store, set);      // has folded all of it, and so knows every state
        Assert.Equal(0, Assert.Single(Assert.Single(await again.GetStatusAsync()).Joins).Reads);
    }

    [Fact]
    public async Task After_a_restart_a_state_is_read_from_the_log_when_an_event_needs_it()
    {
        using var folder = new ViewsFolder();
        await using var store = OpossumStore.OpenInMemory(PortedModel.Model);
        var set = new ReadModelSet(ReadModelDescriptor.Of<StudentCourses, StudentId>());
        await store.AppendAsync(
            [new CourseDefined(new(1), "one"), new CourseRenamed(new(1), "two"), new CourseDefined(new(2), "other")]);
        await using (await SqliteReadModels.OpenAsync(folder.Path, store, set))
        {
        }

        await using var views = await SqliteReadModels.OpenAsync(folder.Path, store, set);
        await store.AppendAsync([new StudentEnrolled(new(1), new(1)), new StudentEnrolled(new(2), new(1))]);
        await store.AppendAsync(new StudentEnrolled(new(3), new(1)));
        await views.UntilAsync(store.Head);
        Assert.Equal("/two@4", (await views.FindAsync(StudentCourses.At(new(1))))?.Titles);
        var join = Assert.Single(Assert.Single(await views.GetStatusAsync()).Joins);
        Assert.Equal((1L, 1L, 2L), (join.States, join.Reads, join.EventsRead));
    }

    [Fact]
    public async Task An_event_that_the_joined_model_can_not_fold_stops_the_rows_until_it_is_left_out()
    {
        await using var store = OpossumStore.OpenInMemory(PortedModel.Model);
        await store.AppendAsync(
            [new CourseDefined(new(1), "one"), new CourseDefined(new(1), "throw"), new StudentEnrolled(new(1), new(1))]);
        await using var views = await InMemoryReadModels.OpenAsync(store, Models);
        var status = (await views.GetStatusAsync()).Single(static each => each.Name == "student_courses");
        Assert.Equal((ReadModelState.Stopped, 1L, 2L), (status.State, status.Position, status.Failure?.Position));
        Assert.Equal("course-defined", status.Failure?.EventType);
        await views.SkipAsync("student_courses", 2);
        await views.UntilAsync<StudentCourses>(store.Head);
        Assert.Equal("/one@3", (await views.FindAsync(StudentCourses.At(new(1))))?.Titles);
    }

    [Fact]
    public void The_logic_of_a_joined_model_is_a_part_of_the_identity_of_the_rows()
    {
        var shape = CompilerServices.ReadModelShape.Of<StudentCourses>();
        Assert.Equal(["CourseTitle"], shape.Joins.Select(static join => join.Name));
        var without = new CompilerServices.ReadModelShape
        {
            Name = shape.Name, Logic = shape.Logic, Layout = shape.Layout, Columns = shape.Columns, Events = shape.Events,
            TagKeys = shape.TagKeys,
        };
        Assert.NotEqual(without.Identity, shape.Identity);
        Assert.Equal(["student", "course"], shape.TagKeys);
    }

    [Fact]
    public async Task When_old_events_get_the_tag_of_a_boundary_the_rows_are_made_again()
    {
        using var folder = new ViewsFolder();
        await using var store = OpossumStore.OpenInMemory(PortedModel.Model);
        await store.Log.AppendAsync([ViewRun.Untagged(new CourseDefined(new(1), "one"))]);
        await store.AppendAsync(new StudentEnrolled(new(1), new(1)));
        await using (var views = await SqliteReadModels.OpenAsync(folder.Path, store, Models))
            Assert.Equal("", (await views.FindAsync(StudentDetails.At(new(1), new(1))))?.Title);
        await store.RetagAsync();
        await using var again = await SqliteReadModels.OpenAsync(folder.Path, store, Models);
        Assert.Equal("one", (await again.FindAsync(StudentDetails.At(new(1), new(1))))?.Title);
        await ViewRun.EnsureAsync(again, store, Fold);
    }

    private static IEvent Any(Random random, int courses, int students)
    {
        var (course, student) = (new CourseId(random.Next(courses)), new StudentId(random.Next(students)));
        return random.Next(10) switch
        {
            0 or 1 => new CourseDefined(course, $"t{random.Next(100)}"),
            2 or 3 => new CourseRenamed(course, $"r{random.Next(100)}"),
            4 or 5 => new StudentLeft(student, course),
            _ => new StudentEnrolled(student, course),
        };
    }

    private static ViewCheck Fold(IReadOnlyList<SequencedEvent<IEvent>> log)
    {
        var details = new Dictionary<(StudentId, CourseId), StudentDetails>();
        var courses = new Dictionary<StudentId, StudentCourses>();
        var entries = new List<EnrolmentLog>();
        var titles = new Dictionary<CourseId, string>();
        var times = new Dictionary<(StudentId, CourseId), int>();
        var (defined, missed) = (0, 0);
        foreach (var each in log)
        {
            switch (each.Event)
            {
                case CourseDefined e:
                    defined++;
                    titles[e.Course] = e.Title;
                    break;
                case CourseRenamed e:
                    titles[e.Course] = e.Title;
                    break;
                case StudentEnrolled e:
                    var (key, title) = ((e.Student, e.Course), titles.GetValueOrDefault(e.Course, ""));
                    times[key] = times.GetValueOrDefault(key) + 1;
                    details[key] = new(e.Student, e.Course, title, times[key], defined);
                    Change(e.Student, row => row with { Titles = $"{row.Titles}/{title}@{each.Position}" });
                    entries.Add(new(each.Position, title, each.Metadata.RecordedAt));
                    break;
                case StudentLeft e:
                    if (!details.Remove((e.Student, e.Course))) missed++;
                    Change(e.Student, row => row with
                    {
                        Titles = $"{row.Titles}-{titles.GetValueOrDefault(e.Course, "")}", Left = row.Left + 1,
                    });
                    break;
            }
        }

        return new ViewCheck()
            .Expect<StudentDetails, (StudentId, CourseId)>(details.Values)
            .Expect<StudentCourses, StudentId>(courses.Values)
            .Expect<EnrolmentLog, long>(entries)
            .ExpectMissed("student_details", missed);

        void Change(StudentId student, Func<StudentCourses, StudentCourses> change) =>
            courses[student] = change(courses.GetValueOrDefault(student) ?? new(student));
    }
}
