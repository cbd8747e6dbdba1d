using CourseManagement.Domain;
using Opossum.Typed;

namespace CourseManagement.Views;

/// <summary>A course in a list: a row per course, in a table that is indexed by what lists ask for.</summary>
[ReadModel("course_cards")]
public partial record CourseCard([Key] CourseId Course, [Index] string Title, int Capacity, int Taken = 0)
{
    [Index]
    public bool IsFull => Taken >= Capacity;

    static CourseCard On(CourseDefined e) => new(e.Course, e.Title, e.Capacity);

    CourseCard On(CourseCapacityChanged e) => this with { Capacity = e.Capacity };

    CourseCard On(StudentSubscribed _) => this with { Taken = Taken + 1 };

    CourseCard On(StudentUnsubscribed _) => this with { Taken = Taken - 1 };
}
