namespace Opossum.Typed.CrashLab.Race;

[EventModel]
public static partial class RaceEvents;

/// <summary>A boundary that all tasks share with each other.</summary>
[Tag("shared")]
public readonly partial record struct SharedId(int Value);

/// <summary>A boundary of one task.</summary>
[Tag("own")]
public readonly partial record struct OwnId(int Value);

/// <summary>What a decision knew of a boundary: the positions are the witness that it was all there was, and nothing twice.</summary>
/// <param name="Count">How many events.</param>
/// <param name="Last">The position of the last; 0 for none.</param>
public readonly record struct Seen(long Count, long Last)
{
    public Seen And(long position) => new(Count + 1, position);
}

[Event("moved")]
public partial record Moved(SharedId From, SharedId To, Seen FromSeen, Seen ToSeen);

[Event("joined")]
public partial record Joined(SharedId Shared, OwnId Own, Seen SharedSeen, Seen PairSeen);

[Event("counted")]
public partial record Counted(OwnId Own, Seen Seen);

[Event("numbered")]
public partial record Numbered(long Number, long Previous);

[DecisionModel(Snapshot = 10)]
public partial record struct SharedState(SharedId Id)
{
    public Seen Seen { get; private set; }

    void On(Moved _, long position) => Seen = Seen.And(position);

    void On(Joined _, long position) => Seen = Seen.And(position);
}

[DecisionModel(Snapshot = 2)]
public partial record struct PairState(SharedId Shared, OwnId Own)
{
    public Seen Seen { get; private set; }

    void On(Joined _, long position) => Seen = Seen.And(position);
}

[DecisionModel(Snapshot = 5)]
public partial record struct OwnState(OwnId Own)
{
    public Seen Seen { get; private set; }

    void On(Counted _, long position) => Seen = Seen.And(position);
}

[DecisionModel(Last = true)]
public partial record struct LastNumber()
{
    public long Number { get; private set; }

    public long Position { get; private set; }

    void On(Numbered e, long position) => (Number, Position) = (e.Number, position);
}
