using Opossum.Typed;

namespace CourseManagement.Domain;

public sealed record CourseDetails(CourseId Course, string Title, int Capacity, IReadOnlyList<StudentId> Students);

public sealed record StudentDetails(StudentId Student, string Name, string Email, IReadOnlyList<CourseId> Courses);

/// <summary>
/// Answers from the events themselves: the index finds those of one course or student, so that an answer is as new as the store and costs
/// what that course or student has. Lists of all of them are in <c>Views</c>.
/// </summary>
internal static class Questions
{
    /// <returns>Null when there is no such course.</returns>
    public static async Task<CourseDetails?> CourseAsync(this OpossumStore store, CourseId course, CancellationToken stop)
    {
        CourseDetails? details = null;
        var students = new List<StudentId>();
        await foreach (var e in store.ReadAsync(Query.Tagged(course)).WithCancellation(stop))
        {
            switch (e.Event)
            {
                case CourseDefined defined: details = new(course, defined.Title, defined.Capacity, students); break;
                case CourseCapacityChanged changed: details = details! with { Capacity = changed.Capacity }; break;
                case StudentSubscribed subscribed: students.Add(subscribed.Student); break;
                case StudentUnsubscribed unsubscribed: students.Remove(unsubscribed.Student); break;
            }
        }

        return details;
    }

    /// <returns>Null when there is no such student.</returns>
    public static async Task<StudentDetails?> StudentAsync(this OpossumStore store, StudentId student, CancellationToken stop)
    {
        StudentDetails? details = null;
        var courses = new List<CourseId>();
        await foreach (var e in store.ReadAsync(Query.Tagged(student)).WithCancellation(stop))
        {
            switch (e.Event)
            {
                case StudentRegistered registered: details = new(student, registered.Name, registered.Email, courses); break;
                case StudentSubscribed subscribed: courses.Add(subscribed.Course); break;
                case StudentUnsubscribed unsubscribed: courses.Remove(unsubscribed.Course); break;
            }
        }

        return details;
    }
}
