namespace Opossum.Typed.Hosting.Tests.Support;

[EventModel]
public static partial class Courses;

[Tag("course")]
public readonly partial record struct CourseId(int Value);

[Event("course-defined")]
public partial record CourseDefined(CourseId Course);

public partial record DefineCourse(CourseId Course)
{
    [Decider]
    private Decision Decide() => Decision.Append(new CourseDefined(Course));
}
