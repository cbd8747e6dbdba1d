using System.Runtime.InteropServices;
using Opossum.Typed.CrashLab.Replay;

namespace Opossum.Typed.CrashLab.Race;

/// <summary>
/// Walks the log from its first event and holds each decision to what lies before it: its boundary has nothing that it did not see, and it
/// saw nothing else. The boundaries are written out here once more; neither a generated query nor the index is asked.
/// </summary>
internal sealed class RaceReplay
{
    private readonly Dictionary<(char Kind, int First, int Second), Seen> _boundaries = [];
    private readonly Dictionary<long, long> _after;
    private readonly RefusedAttempt[] _refused;
    private int _next;

    public RaceReplay(IEnumerable<Admitted> admitted, IEnumerable<RefusedAttempt> refused)
    {
        _after = admitted.ToDictionary(static append => append.First, static append => append.After);
        _refused = [.. refused.OrderBy(static attempt => attempt.Conflict)];
    }

    public Violations Violations { get; } = new();

    public long Head { get; private set; }

    /// <summary>Decisions whose boundary has an event before them that came after what they had folded.</summary>
    public long MissedConflicts { get; private set; }

    /// <summary>Refusals that no event justifies.</summary>
    public long FalseConflicts { get; private set; }

    /// <summary>Decisions that had folded something else than what was there.</summary>
    public long WrongFolds { get; private set; }

    public async Task RunAsync(IEventLog log)
    {
        await foreach (var e in new OpossumStore(log, RaceEvents.Model).ReadAsync(Query.All)) Add(e.Position, e.Event);
        using var reader = log.Read(Query.All);
        while (await reader.FillAsync())
            while (reader.TryRead(out var e)) HoldRefusals(e);
        for (; _next < _refused.Length; _next++) Object(_refused[_next], $"the log ends at {Head}");
        foreach (var first in _after.Keys)
            Violations.Add($"position {first}: a decision was told that it is there, and the log ends at {Head}.");
    }

    private void Add(long position, IEvent e)
    {
        if (position != Head + 1) Violations.Add($"positions: {position} comes after {Head}.");
        Head = position;
        if (!_after.Remove(position, out var after))
        {
            Violations.Add($"position {position}: no decision was told of this event.");
            return;
        }

        switch (e)
        {
            case Moved m:
                Judge(position, after, ('s', m.From.Value, 0), m.FromSeen);
                Judge(position, after, ('s', m.To.Value, 0), m.ToSeen);
                Put(position, ('s', m.From.Value, 0));
                Put(position, ('s', m.To.Value, 0));
                break;
            case Joined j:
                Judge(position, after, ('s', j.Shared.Value, 0), j.SharedSeen);
                Judge(position, after, ('p', j.Shared.Value, j.Own.Value), j.PairSeen);
                Put(position, ('s', j.Shared.Value, 0));
                Put(position, ('p', j.Shared.Value, j.Own.Value));
                break;
            case Counted c:
                Judge(position, after, ('o', c.Own.Value, 0), c.Seen);
                Put(position, ('o', c.Own.Value, 0));
                break;
            case Numbered n:
                Judge(position, after, ('n', 0, 0), new(n.Number - 1, n.Previous));
                Put(position, ('n', 0, 0));
                break;
            default:
                Violations.Add($"position {position}: an event of another type.");
                break;
        }
    }

    private void Judge(long position, long after, (char, int, int) boundary, Seen seen)
    {
        var there = _boundaries.GetValueOrDefault(boundary);
        if (there.Last > after)
        {
            MissedConflicts++;
            Violations.Add($"position {position}: missed conflict: the decision was based on head {after}, "
                + $"but position {there.Last} is of its boundary {boundary}.");
        }
        else if (there != seen)
        {
            WrongFolds++;
            Violations.Add($"position {position}: of the boundary {boundary} the decision had folded {seen}, and there was {there}.");
        }
    }

    private void Put(long position, (char, int, int) boundary)
    {
        ref var there = ref CollectionsMarshal.GetValueRefOrAddDefault(_boundaries, boundary, out _);
        there = there.And(position);
    }

    private void HoldRefusals(EventView e)
    {
        if (_next >= _refused.Length || _refused[_next].Conflict > e.Position) return;
        var (type, tags) = (e.TypeName, e.GetTags());
        for (; _next < _refused.Length && _refused[_next].Conflict <= e.Position; _next++)
        {
            var (conflict, guard, head) = _refused[_next];
            if (conflict < e.Position) Object(_refused[_next], "there is no such position");
            else if (conflict <= guard.After) Object(_refused[_next], $"its guard looks at what comes after {guard.After}");
            else if (conflict > head) Object(_refused[_next], $"the head was {head} when it was told");
            else if (!MatchHistory.IsMatch(guard.Query, type, tags))
                Object(_refused[_next], $"the event there does not match {QueryText.Of(guard.Query)}");
        }
    }

    private void Object(RefusedAttempt attempt, string why)
    {
        FalseConflicts++;
        Violations.Add($"position {attempt.Conflict}: false conflict: an attempt was refused because of it, and {why}.");
    }
}
