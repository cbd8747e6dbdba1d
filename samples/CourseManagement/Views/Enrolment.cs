using CourseManagement.Domain;
using Opossum.Typed;

namespace CourseManagement.Views;

/// <summary>A student's seat in a course. An event that has both tags concerns the row of the pair.</summary>
[ReadModel("enrolments")]
public partial record Enrolment([Key] StudentId Student, [Key] CourseId Course, DateTimeOffset Since)
{
    static Enrolment On(StudentSubscribed e, DateTimeOffset recordedAt) => new(e.Student, e.Course, recordedAt);

    Enrolment? On(StudentUnsubscribed _) => null;
}
