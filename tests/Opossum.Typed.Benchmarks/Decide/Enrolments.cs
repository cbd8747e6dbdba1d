namespace Opossum.Typed.Benchmarks.Decide;

[Tag("course")]
internal readonly partial record struct CourseId(int Value);

[Tag("student")]
internal readonly partial record struct StudentId(int Value);

[Event("course-opened")]
internal sealed partial record CourseOpened(CourseId Course, int Capacity);

[Event("student-enrolled")]
internal sealed partial record StudentEnrolled(CourseId Course, StudentId Student);

[DecisionModel(Snapshot = 1_000)]
internal partial record struct Seats(CourseId Course)
{
    public int Capacity { get; private set; }

    public int Taken { get; private set; }

    void On(CourseOpened e) => Capacity = e.Capacity;

    void On(StudentEnrolled _) => Taken++;
}

[DecisionModel]
internal partial record struct Enrolled(StudentId Student)
{
    public int Courses { get; private set; }

    void On(StudentEnrolled _) => Courses++;
}

[DecisionModel]
internal partial record struct Pair(CourseId Course, StudentId Student)
{
    public bool Done { get; private set; }

    void On(StudentEnrolled _) => Done = true;
}

internal sealed partial record Enrol(CourseId Course, StudentId Student)
{
    [Decider]
    Decision Decide(Seats seats, Enrolled enrolled, Pair pair) =>
        pair.Done ? Decision.Nothing
        : seats.Taken >= seats.Capacity ? Decision.Reject("full")
        : enrolled.Courses >= 5 ? Decision.Reject("five courses")
        : Decision.Append(new StudentEnrolled(Course, Student));
}
