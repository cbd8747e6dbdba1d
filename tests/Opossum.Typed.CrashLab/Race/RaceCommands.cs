namespace Opossum.Typed.CrashLab.Race;

/// <summary>Two boundaries of one type, both shared.</summary>
public partial record Move(SharedId From, SharedId To)
{
    [Decider]
    Decision Decide(SharedState from, SharedState to) => Decision.Append(new Moved(From, To, from.Seen, to.Seen));
}

/// <summary>A shared boundary, and a pair of tags that only one task has.</summary>
public partial record Join(SharedId Shared, OwnId Own)
{
    [Decider]
    Decision Decide(SharedState shared, PairState pair) => Decision.Append(new Joined(Shared, Own, shared.Seen, pair.Seen));
}

/// <summary>A boundary that nobody else has: no attempt of it may ever fail.</summary>
public partial record Count(OwnId Own)
{
    [Decider]
    Decision Decide(OwnState own) => Decision.Append(new Counted(Own, own.Seen));
}

/// <summary>A boundary of one event type, of which the newest counts, and which all want.</summary>
public partial record TakeNumber
{
    [Decider]
    Decision Decide(LastNumber last) => Decision.Append(new Numbered(last.Number + 1, last.Position));
}
