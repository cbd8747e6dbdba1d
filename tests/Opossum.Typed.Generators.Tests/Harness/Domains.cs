namespace Opossum.Typed.Generators.Tests.Harness;

internal static class Domains
{
    /// <summary>The program of the readme.</summary>
    public const string Courses = """
        namespace Campus;

        [EventModel] public static partial class Courses;
        [Tag("course")] public readonly partial record struct CourseId(Guid Value);
        [Tag("student")] public readonly partial record struct StudentId(Guid Value);

        [Event("course-defined")] public partial record CourseDefined(CourseId Course, int Capacity);
        [Event("student-subscribed")] public partial record StudentSubscribed(CourseId Course, StudentId Student);
        [Event("student-registered")] public partial record StudentRegistered(StudentId Student, string Name, [Tag("email", MaxLength = 254)] string Email);
        """;
}
