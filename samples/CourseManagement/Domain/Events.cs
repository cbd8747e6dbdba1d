using System.Text.Json.Serialization;
using Opossum.Typed;

namespace CourseManagement.Domain;

[EventModel]
public static partial class Courses;

// In routes and bodies other generators must see that these parse and convert; what they do is generated here.
[Tag("course"), JsonConverter(typeof(TagJsonConverter<CourseId>))]
public readonly partial record struct CourseId(Guid Value) : IParsable<CourseId>;

[Tag("student"), JsonConverter(typeof(TagJsonConverter<StudentId>))]
public readonly partial record struct StudentId(Guid Value) : IParsable<StudentId>;

[Event("course-defined")]
public partial record CourseDefined(CourseId Course, string Title, int Capacity);

[Event("course-capacity-changed")]
public partial record CourseCapacityChanged(CourseId Course, int Capacity);

[Event("student-registered")]
public partial record StudentRegistered(StudentId Student, string Name, [Tag("email", MaxLength = 254)] string Email);

[Event("student-subscribed")]
public partial record StudentSubscribed(CourseId Course, StudentId Student);

[Event("student-unsubscribed")]
public partial record StudentUnsubscribed(CourseId Course, StudentId Student);
