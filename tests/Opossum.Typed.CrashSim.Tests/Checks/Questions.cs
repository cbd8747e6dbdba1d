using Opossum.Typed.CrashSim.Tests.Scenarios;

namespace Opossum.Typed.CrashSim.Tests.Checks;

/// <summary>What a recovered store is asked: queries, and appends that must change nothing.</summary>
internal sealed class Questions(Recording recording)
{
    private static readonly SimpleGuard[] Guards =
    [
        new(null, ["t:1"], 0),
        new("paid", [], 0),
        new(null, ["t:0", "t:2"], 0),
        new("sent", ["t:3"], 0),
        new("never", ["t:3"], 0),
    ];

    private readonly Dictionary<long, bool> _replayed = [];

    /// <summary>Every query is answered alike by index and by scan, and as the history has it; every condition held at its place.</summary>
    public void Ask(SteppedLog log, long head, Situation at)
    {
        for (var i = 0; i < Guards.Length; i++)
        {
            var guard = Guards[i];
            var expected = new List<long>();
            for (long position = 1; position <= head; position++)
                if (guard.Matches(recording.History[position])) expected.Add(position);
            var backward = i % 2 == 1;
            if (backward) expected.Reverse();
            var indexed = Reading.Positions(log, guard.Query, scan: false, backward);
            if (!indexed.SequenceEqual(expected))
                throw at.Broken("I7", $"'{guard.Query}' finds {string.Join(' ', indexed)} by index, {string.Join(' ', expected)} is right");
            if (i == (int)(head % Guards.Length) && !Reading.Positions(log, guard.Query, scan: true, backward).SequenceEqual(expected))
                throw at.Broken("I7", $"'{guard.Query}' finds something else by scan");
        }

        if (_replayed.TryAdd(head, true)) Replay(head, at);
    }

    /// <summary>An append that was made, and its key says so; and one that a survivor refuses.</summary>
    public void Repeat(SteppedLog log, long head, Situation at)
    {
        SentAppend? keyed = null;
        foreach (var append in recording.History.Appends)
            if (append.Key is not null && append.Last <= head) keyed = append;
        var again = keyed is null ? null : log.Append([.. keyed.Events.Select(e => e.Data)], keyed.Condition, keyed.AppendKey);
        var newest = head == 0 ? null : recording.History[head];
        var refused = newest is null
            ? null
            : log.Append([newest.Data], new(new AppendGuard(new SimpleGuard(newest.Type, newest.Tags, 0).Query)), null);
        if (again is not null || refused is not null) log.Step();
        if (again is not null && Told.By(again) is var told && told.Answer != new Expected(ExpectedKind.Appended, keyed!.First, keyed.Last))
            throw at.Broken("I6", $"a repeated append was told {told}, where {keyed.First}..{keyed.Last} is right");
        if (refused is not null && Told.By(refused) is var answer && answer.Answer != new Expected(ExpectedKind.Refused, head, head))
            throw at.Broken("I6", $"an append against position {head} was told {answer}");
    }

    private void Replay(long head, Situation at)
    {
        foreach (var append in recording.History.Appends)
        {
            if (append.Last > head) break;
            foreach (var guard in append.Guards)
                if (recording.History.NewestMatch(guard, append.First - 1) is > 0 and var position)
                    throw at.Broken("I6", $"the append at {append.First} had a condition that position {position} refuses");
        }
    }
}
