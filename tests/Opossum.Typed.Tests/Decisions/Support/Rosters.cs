using System.Collections.Immutable;

namespace Opossum.Typed.Tests.Decisions;

// The same fold in each form that a model can have; each can be spoiled by a decider.

[DecisionModel]
public partial struct StructRoster(CourseId course)
{
    public int Count;

    void On(StudentSubscribed _) => Count++;
}

[DecisionModel]
public partial record RecordRoster(CourseId Course)
{
    public int Count { get; set; }

    void On(StudentSubscribed _) => Count++;
}

[DecisionModel]
public sealed partial class ClassRoster(CourseId course)
{
    public int Count { get; set; }

    void On(StudentSubscribed _) => Count++;
}

[DecisionModel]
public partial record struct ListRoster(CourseId Course)
{
    public List<StudentId>? Students;

    void On(StudentSubscribed e) => (Students ??= []).Add(e.Student);
}

[DecisionModel]
public partial record FrozenRoster(CourseId Course)
{
    public ImmutableList<StudentId> Students { get; init; } = [];

    static FrozenRoster On(FrozenRoster state, StudentSubscribed e) => state with { Students = state.Students.Add(e.Student) };
}

/// <summary>Spoils whatever it gets, and says what it had got.</summary>
public partial record Spoil(CourseId Course, StudentId Student, List<int> Seen)
{
    [Decider]
    Decision Decide(StructRoster a, RecordRoster b)
    {
        Seen.AddRange([a.Count, b.Count]);
        a.Count += 100;
        b.Count += 100;
        return Decision.Append(new StudentSubscribed(Course, Student));
    }
}

/// <inheritdoc cref="Spoil"/>
public partial record SpoilWhatIsShared(CourseId Course, StudentId Student, List<int> Seen)
{
    [Decider]
    Decision Decide(ClassRoster a, ListRoster b, ListRoster[] many)
    {
        Seen.AddRange([a.Count, b.Students?.Count ?? 0, many[0].Students?.Count ?? 0]);
        a.Count += 100;
        b.Students?.Clear();
        many[0].Students?.Clear();
        return Decision.Append(new StudentSubscribed(Course, Student));
    }

    CourseId[] Courses => [Course];
}

/// <summary>Can't spoil what it gets.</summary>
public partial record Look(CourseId Course, StudentId Student, List<int> Seen)
{
    [Decider]
    Decision Decide(FrozenRoster roster)
    {
        Seen.Add(roster.Students.Count);
        return Decision.Append(new StudentSubscribed(Course, Student));
    }
}
