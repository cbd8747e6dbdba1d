using Opossum.Typed;

namespace Quickstart;

[DecisionModel] public partial record struct Seats(CourseId Course)         // parameters = the boundary; handlers = the event types
{
    public int? Capacity;                                                   // null: there is no such course
    public int Taken;
    void On(CourseDefined e) => Capacity = e.Capacity;
    void On(StudentSubscribed _) => Taken++;                                // a discard: this payload is never decoded
}

[DecisionModel] public partial record struct Pair(CourseId Course, StudentId Student)
{
    public bool Done;
    void On(StudentSubscribed _) => Done = true;
}

public partial record Subscribe(CourseId Course, StudentId Student)
{
    [Decider] Decision Decide(Seats seats, Pair pair) =>
        pair.Done                     ? Decision.Nothing
      : seats.Capacity is null        ? Decision.Reject("no such course")
      : seats.Taken >= seats.Capacity ? Decision.Reject("course is full")
      : Decision.Append(new StudentSubscribed(Course, Student));
}
