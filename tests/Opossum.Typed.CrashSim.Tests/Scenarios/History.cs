namespace Opossum.Typed.CrashSim.Tests.Scenarios;

/// <summary>
/// The store as a list: what every append must answer, and what must be where. It is the witness that the engine is held to.
/// </summary>
internal sealed class History
{
    private readonly List<SentEvent> _events = [];
    private readonly List<SentAppend> _appends = [];

    public IReadOnlyList<SentEvent> Events => _events;

    public IReadOnlyList<SentAppend> Appends => _appends;

    public long Head => _events.Count;

    public SentEvent this[long position] => _events[(int)position - 1];

    /// <summary>What the store must say to an append at this moment, and, if it appends, the new state.</summary>
    public Expected Judge(SentAppend append)
    {
        if (append.Key is not null && _appends.Find(earlier => earlier.Key == append.Key) is { } first)
        {
            var isSame = first.Events.Length == append.Events.Length
                && first.Events.Zip(append.Events).All(pair => pair.First.HasSameContentAs(pair.Second));
            return isSame ? new(ExpectedKind.Appended, first.First, first.Last) : new(ExpectedKind.KeyReused, first.First, first.Last);
        }

        if (append.Guards.FirstOrDefault(guard => NewestMatch(guard, Head) > 0) is { } refusing)
        {
            var conflict = NewestMatch(refusing, Head);
            return new(ExpectedKind.Refused, conflict, conflict);
        }

        var placed = append with { First = Head + 1 };
        _appends.Add(placed);
        _events.AddRange(append.Events);
        return new(ExpectedKind.Appended, placed.First, placed.Last);
    }

    /// <summary>
    /// Whether an answer is what the model says. A refusal may name an older match: the newest that was visible when the append was called.
    /// </summary>
    public bool IsRight(Expected told, Expected expected, SentAppend append) =>
        told == expected
        || (told.Kind == ExpectedKind.Refused && expected.Kind == ExpectedKind.Refused && told.First <= Head
            && append.Guards.Any(guard => told.First > guard.After && guard.Matches(this[told.First])));

    /// <summary>The newest event up to a position that a guard refuses for; 0 when there is none.</summary>
    public long NewestMatch(SimpleGuard guard, long upTo)
    {
        for (var position = Math.Min(upTo, Head); position > guard.After; position--)
            if (guard.Matches(this[position])) return position;
        return 0;
    }
}

/// <summary>What kind of answer an append gets.</summary>
internal enum ExpectedKind
{
    Appended,
    Refused,
    KeyReused,
}

/// <summary>The answer that the store must give, and the positions in it.</summary>
internal readonly record struct Expected(ExpectedKind Kind, long First, long Last);
