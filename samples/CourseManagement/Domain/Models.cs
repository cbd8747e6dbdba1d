using Opossum.Typed;

namespace CourseManagement.Domain;

/// <summary>What a course offers, and how much of it is taken.</summary>
[DecisionModel]
public partial record struct Seats(CourseId Course)
{
    public bool Defined;
    public int Capacity, Taken;

    void On(CourseDefined e) => (Defined, Capacity) = (true, e.Capacity);

    void On(CourseCapacityChanged e) => Capacity = e.Capacity;

    void On(StudentSubscribed _) => Taken++;

    void On(StudentUnsubscribed _) => Taken--;
}

/// <summary>Whether there is such a course, for who does not care about its seats: other boundaries, fewer conflicts.</summary>
[DecisionModel]
public partial record struct Definition(CourseId Course)
{
    public bool Exists;

    void On(CourseDefined _) => Exists = true;
}

/// <summary>How much a student has taken on.</summary>
[DecisionModel]
public partial record struct Load(StudentId Student)
{
    public bool Registered;
    public int Courses;

    void On(StudentRegistered _) => Registered = true;

    void On(StudentSubscribed _) => Courses++;

    void On(StudentUnsubscribed _) => Courses--;
}

/// <summary>Whether this student has a seat in this course.</summary>
[DecisionModel]
public partial record struct Seat(CourseId Course, StudentId Student)
{
    public bool IsTaken;

    void On(StudentSubscribed _) => IsTaken = true;

    void On(StudentUnsubscribed _) => IsTaken = false;
}

/// <summary>Whether somebody has registered under this address.</summary>
[DecisionModel]
public partial record struct Address([Tag("email", MaxLength = 254)] string Email)
{
    public bool IsTaken;

    void On(StudentRegistered _) => IsTaken = true;
}
