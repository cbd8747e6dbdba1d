using Opossum.Typed;

namespace Quickstart;

[EventModel] public static partial class Courses;

[Tag("course")]  public readonly partial record struct CourseId(Guid Value);        // the type is the tag
[Tag("student")] public readonly partial record struct StudentId(Guid Value);

[Event("course-defined")] public partial record CourseDefined(CourseId Course, string Title, int Capacity);
[Event("student-registered")] public partial record StudentRegistered(
    StudentId Student, string Name, [Tag("email", MaxLength = 254)] string Email);
[Event("student-subscribed")] public partial record StudentSubscribed(CourseId Course, StudentId Student);
