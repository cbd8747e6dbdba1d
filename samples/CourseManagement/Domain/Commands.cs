using Opossum.Typed;

namespace CourseManagement.Domain;

public partial record DefineCourse(CourseId Course, string Title, int Capacity)
{
    [Decider]
    Decision Decide(Definition course) =>
        course.Exists                     ? Decision.Reject("There is a course of this id already.", "course-exists")
      : string.IsNullOrWhiteSpace(Title)  ? Decision.Reject("A course needs a title.", "no-title")
      : Capacity < 1                      ? Decision.Reject("A course has at least one seat.", "no-seat")
      : Decision.Append(new CourseDefined(Course, Title.Trim(), Capacity));
}

public partial record ChangeCapacity(CourseId Course, int Capacity)
{
    [Decider]
    Decision Decide(Seats seats) =>
        !seats.Defined              ? Decision.Reject("There is no such course.", "no-course")
      : Capacity == seats.Capacity  ? Decision.Nothing
      : Capacity < 1                ? Decision.Reject("A course has at least one seat.", "no-seat")
      : Capacity < seats.Taken      ? Decision.Reject($"{seats.Taken} seats are taken.", "seats-taken")
      : Decision.Append(new CourseCapacityChanged(Course, Capacity));
}

public partial record RegisterStudent(StudentId Student, string Name, string Email)
{
    [Decider]
    Decision Decide(Load student, Address address) =>
        student.Registered                             ? Decision.Reject("There is a student of this id already.", "student-exists")
      : string.IsNullOrWhiteSpace(Name)                ? Decision.Reject("A student needs a name.", "no-name")
      : !Email.Contains('@', StringComparison.Ordinal) ? Decision.Reject("That is no e-mail address.", "no-email")
      : address.IsTaken                                ? Decision.Reject("Somebody has registered under this address.", "email-taken")
      : Decision.Append(new StudentRegistered(Student, Name.Trim(), Email));
}

public partial record Subscribe(CourseId Course, StudentId Student)
{
    public const int MostCourses = 5;

    [Decider]
    Decision Decide(Seats seats, Load load, Seat seat) =>
        seat.IsTaken                    ? Decision.Nothing
      : !seats.Defined                  ? Decision.Reject("There is no such course.", "no-course")
      : !load.Registered                ? Decision.Reject("There is no such student.", "no-student")
      : seats.Taken >= seats.Capacity   ? Decision.Reject("The course is full.", "course-full")
      : load.Courses >= MostCourses     ? Decision.Reject($"The student has {MostCourses} courses already.", "too-many-courses")
      : Decision.Append(new StudentSubscribed(Course, Student));
}

public partial record Unsubscribe(CourseId Course, StudentId Student)
{
    [Decider]
    Decision Decide(Seat seat) => seat.IsTaken ? Decision.Append(new StudentUnsubscribed(Course, Student)) : Decision.Nothing;
}
