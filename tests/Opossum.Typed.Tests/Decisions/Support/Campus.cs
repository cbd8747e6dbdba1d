namespace Opossum.Typed.Tests.Decisions;

[Tag("course")]
public readonly partial record struct CourseId(int Value);

[Tag("student")]
public readonly partial record struct StudentId(int Value);

[Event("course-defined")]
public partial record CourseDefined(CourseId Course, int Capacity);

[Event("student-subscribed")]
public partial record StudentSubscribed(CourseId Course, StudentId Student);

[DecisionModel]
public partial record struct Seats(CourseId Course)
{
    public int Capacity, Taken;

    void On(CourseDefined e) => Capacity = e.Capacity;

    void On(StudentSubscribed _) => Taken++;
}

[DecisionModel]
public partial record struct Load(StudentId Student)
{
    public int Courses;

    void On(StudentSubscribed _) => Courses++;
}

[DecisionModel]
public partial record struct Pair(CourseId Course, StudentId Student)
{
    public bool Done;

    void On(StudentSubscribed _) => Done = true;
}

public partial record Subscribe(CourseId Course, StudentId Student)
{
    [Decider]
    Decision Decide(Seats seats, Load load, Pair pair) =>
        pair.Done                     ? Decision.Nothing
      : seats.Taken >= seats.Capacity ? Decision.Reject("course is full")
      : load.Courses >= 5             ? Decision.Reject("five courses already", code: "load")
      : Decision.Append(new StudentSubscribed(Course, Student));
}

[Event("course-renamed")]
public partial record CourseRenamed(CourseId Course, string Title);

[DecisionModel]
public partial record struct CourseExists(CourseId Course)
{
    public bool Value;

    void On(CourseDefined _) => Value = true;
}

public partial record DefineCourse(CourseId Course, int Capacity)
{
    [Decider]
    Decision Decide(CourseExists exists) => exists.Value ? Decision.Reject("exists") : Decision.Append(new CourseDefined(Course, Capacity));
}

[Event("course-closed", Aliases = ["course-closed-down"])]
public partial record CourseClosed(CourseId Course);

[DecisionModel]
public partial record struct Closed(CourseId Course)
{
    public bool Value;

    void On(CourseClosed e) => Value = e.Course == Course;
}
