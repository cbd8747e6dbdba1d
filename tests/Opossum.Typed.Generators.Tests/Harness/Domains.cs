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

    /// <summary>A little of all that can be said.</summary>
    public const string Everything = """
        namespace Everything;
        [EventModel] public static partial class All;
        [Tag("id")] public readonly partial record struct Id(Guid Value) { public override string ToString() => ""; }
        public enum State { Open, Paid = 1, Shut = 1 }
        public record Line([Tag("sku", MaxLength = 9)] string? Sku, Id? Of, decimal Price = 1.5m) { public decimal Twice => Price * 2; }
        public partial class Outer
        {
            [Event("e", Aliases = ["d"])]
            public partial record E([property: Tag("s")] State S, [Field("lines", Aliases = ["rows"])] List<Line?>[] Lines, ImmutableArray<int>? N = null) : IEvent
            {
                [Tag("t")] public string T => "";
                public static int For(Id id) => 1;
            }
        }
        """;
}
