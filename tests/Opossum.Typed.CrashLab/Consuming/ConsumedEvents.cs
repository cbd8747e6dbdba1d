namespace Opossum.Typed.CrashLab.Consuming;

/// <summary>A key that events share, so that their order counts.</summary>
[Tag("lane")]
public readonly partial record struct LaneId(int Value);

/// <summary>What consumers are given.</summary>
[Event("lane-used")]
public partial record LaneUsed(LaneId Lane, long Number);

/// <summary>What a consumer has appended for an event.</summary>
[Event("lane-answered")]
public partial record LaneAnswered(LaneId Lane, long Position, string Purpose);

[DecisionModel]
public partial record struct Answers(LaneId Lane)
{
    public long Count;

    void On(LaneAnswered _) => Count++;
}

/// <summary>
/// Answers an event. Every third time there is nothing to say, and later there is: a key must hold what was appended all the same.
/// </summary>
public partial record Answer(LaneId Lane, long Position, string Purpose)
{
    [Decider]
    Decision Decide(Answers answers) =>
        answers.Count % 3 == 2 && Position % 2 == 0 ? Decision.Nothing : Decision.Append(new LaneAnswered(Lane, Position, Purpose));
}
