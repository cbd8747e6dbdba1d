namespace Examples.CourseSubscriptions;

// Students subscribe to courses: not to a full one, not twice, and to five at most. The rule spans a course and a student, which are two
// aggregates; here it is one decision.

[Tag("course")]
public readonly partial record struct CourseId(string Value);

[Tag("student")]
public readonly partial record struct StudentId(string Value);

[Event("course-defined")]
public partial record CourseDefined(CourseId Course, int Capacity);

[Event("course-capacity-changed")]
public partial record CourseCapacityChanged(CourseId Course, int Capacity);

[Event("student-subscribed-to-course")]
public partial record StudentSubscribedToCourse(StudentId Student, CourseId Course);

[DecisionModel]
public partial record struct CourseExists(CourseId Course)
{
    public bool Yes;

    void On(CourseDefined _) => Yes = true;
}

[DecisionModel]
public partial record struct Capacity(CourseId Course)
{
    public int Seats;

    void On(CourseDefined e) => Seats = e.Capacity;

    void On(CourseCapacityChanged e) => Seats = e.Capacity;
}

[DecisionModel]
public partial record struct SeatsTaken(CourseId Course)
{
    public int Count;

    void On(StudentSubscribedToCourse _) => Count++;
}

[DecisionModel]
public partial record struct Subscriptions(StudentId Student)
{
    public int Count;

    void On(StudentSubscribedToCourse _) => Count++;
}

[DecisionModel]
public partial record struct Subscribed(StudentId Student, CourseId Course)
{
    public bool Already;

    void On(StudentSubscribedToCourse _) => Already = true;
}

public partial record DefineCourse(CourseId Course, int Capacity)
{
    [Decider]
    Decision Decide(CourseExists exists) =>
        exists.Yes ? Decision.Reject($"Course with id \"{Course}\" already exists", "course-exists")
        : Decision.Append(new CourseDefined(Course, Capacity));
}

public partial record ChangeCourseCapacity(CourseId Course, int NewCapacity)
{
    [Decider]
    Decision Decide(CourseExists exists, Capacity capacity) =>
        !exists.Yes ? Decision.Reject($"Course \"{Course}\" does not exist", "no-course")
        : capacity.Seats == NewCapacity ?
            Decision.Reject($"New capacity {NewCapacity} is the same as the current capacity", "same-capacity")
        : Decision.Append(new CourseCapacityChanged(Course, NewCapacity));
}

public partial record SubscribeStudent(StudentId Student, CourseId Course)
{
    public const int MostCourses = 5;

    [Decider]
    Decision Decide(CourseExists exists, Capacity capacity, SeatsTaken taken, Subscriptions subscriptions, Subscribed subscribed) =>
        !exists.Yes ? Decision.Reject($"Course \"{Course}\" does not exist", "no-course")
        : taken.Count >= capacity.Seats ? Decision.Reject($"Course \"{Course}\" is already fully booked", "fully-booked")
        : subscribed.Already ? Decision.Reject("Student already subscribed to this course", "subscribed")
        : subscriptions.Count >= MostCourses ? Decision.Reject($"Student already subscribed to {MostCourses} courses", "too-many-courses")
        : Decision.Append(new StudentSubscribedToCourse(Student, Course));
}

public static class Example
{
    public static async Task TellAsync(Story story)
    {
        CourseId course = new("c1");
        await story.DecideAsync("s1 subscribes to a course that is not there", new SubscribeStudent(new("s1"), course));
        await story.DecideAsync("the course is defined, with two seats", new DefineCourse(course, 2));
        await story.DecideAsync("s1 subscribes", new SubscribeStudent(new("s1"), course));
        await story.DecideAsync("s1 subscribes again", new SubscribeStudent(new("s1"), course));

        // Thirty at once for one seat: each reads, decides and appends under the condition that nothing came in between.
        var others = await Task.WhenAll(Enumerable.Range(2, 30)
            .Select(i => Task.Run(async () => await story.Store.DecideAsync(new SubscribeStudent(new($"s{i}"), course)))));
        Story.Say(
            "30 others try at the same time",
            $"{others.Count(o => o is Outcome.Appended)} gets the seat, {others.Count(o => o is Outcome.Rejected)} are rejected");
        await story.DecideAsync("the course gets a seat more", new ChangeCourseCapacity(course, 3));
        await story.DecideAsync("s99 subscribes", new SubscribeStudent(new("s99"), course));
    }
}
