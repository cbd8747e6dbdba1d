using System.IO.Hashing;
using Opossum.Typed.CrashLab.Acks;
using Opossum.Typed.CrashLab.Plan;

namespace Opossum.Typed.CrashLab.Replay;

/// <summary>
/// Walks a log from its first event, and holds each event to what its writer would have sent, to what was acknowledged and refused, and
/// each append's condition to all that lies before it. The positions are the witness: they are the order that the store has chosen, and
/// nothing else decides.
/// </summary>
internal sealed class LogReplay
{
    private readonly Answers _answers;
    private readonly AnsweredAppends _answered;
    private readonly AcknowledgedEvents _acknowledged;
    private readonly RefusedAppends _refused;
    private readonly Dictionary<(Guid Run, int Appender), long> _last = [];

    private AppendPlan? _plan;                  // the append that the walk is in
    private EventData[] _events = [];
    private long _seen;
    private int _next;

    public LogReplay(Answers answers)
    {
        _answers = answers;
        _answered = new(answers);
        _acknowledged = new(answers.Acknowledged, Violations);
        _refused = new(answers, Violations);
    }

    public Violations Violations { get; } = new();

    public MatchHistory History { get; } = new();

    public long Appends { get; private set; }

    /// <summary>Appends whose condition was judged.</summary>
    public long Conditional { get; private set; }

    /// <summary>Conditions that a matching event before them broke.</summary>
    public long MissedConflicts { get; private set; }

    /// <summary>Refusals that no event justifies.</summary>
    public long FalseConflicts => _refused.Unjustified;

    public long Unacknowledged { get; private set; }

    public long Present => _acknowledged.Present;

    public long Lost => _acknowledged.Lost;

    /// <summary>The next event of the log.</summary>
    public void Add(in EventView e)
    {
        var (position, type, tags) = (e.Position, e.TypeName, e.GetTags());
        if (position != History.Head + 1) Violations.Add($"positions: {position} comes after {History.Head}.");
        if (Witness.Read(e.Payload) is { } witness && _answers.Runs.TryGetValue(witness.Append.Run, out var run) && run.Has(witness.Append))
            Follow(position, run, witness);
        else
            _plan = null;

        if (_plan is null || _next >= _events.Length || !IsSame(_events[_next], e, type, tags.AsSpan()))
            Violations.Add($"position {position}: nobody sent this event of type '{type}' with id {e.Id}.");
        _next++;

        _acknowledged.Hold(position, e.Id, XxHash3.HashToUInt64(e.Payload));
        _refused.Hold(position, type, tags);
        History.Add(position, type, tags.AsSpan());
    }

    /// <summary>After the last event.</summary>
    public void End()
    {
        EndAppend();
        _acknowledged.End(History.Head);
        _refused.End(History.Head);
    }

    private void Follow(long position, Run run, in Witness witness)
    {
        if (_plan?.Id == witness.Append && witness.Index == _next) return;
        EndAppend();
        _plan = AppendPlan.Of(run, witness.Append);
        _seen = witness.Seen;
        _next = witness.Index;
        var condition = _plan.Condition(_seen);
        _events = _plan.Events(_seen, condition);
        if (_next != 0) Violations.Add($"position {position}: {_plan.Id} is there without the events before its event {_next}.");
        BeginAppend(position, condition);
    }

    private void BeginAppend(long position, AppendCondition? condition)
    {
        var id = _plan!.Id;
        Appends++;
        var last = _last.GetValueOrDefault((id.Run, id.Appender));
        if (id.Number <= last)
            Violations.Add($"position {position}: {id} is there after append {last} of the same appender, which waited for each answer.");
        _last[(id.Run, id.Appender)] = Math.Max(last, id.Number);
        if (!_acknowledged.HasAppendAt(position, id))
        {
            Unacknowledged++;
            var allowed = _answered.InFlight(id);
            if (id.Number != allowed)
                Violations.Add(
                    $"position {position}: {id} is there and was not acknowledged; only append {allowed} can have been without an answer.");
        }

        if (_seen >= position)
            Violations.Add($"position {position}: {id} is based on head {_seen}, which was visible before it was sent and is gone.");
        if (condition is null) return;
        Conditional++;
        foreach (var guard in condition.Guards)
        {
            var newest = History.Newest(guard.Query);
            if (newest <= guard.After) continue;
            MissedConflicts++;
            Violations.Add(
                $"position {position}: missed conflict: {id} is there unless {QueryText.Of(guard)}, but position {newest} matches.");
            return;
        }
    }

    private void EndAppend()
    {
        if (_plan is not null && _next < _events.Length)
            Violations.Add($"position {History.Head}: {_plan.Id} ends here with {_next} of {_events.Length} events.");
        _plan = null;
    }

    private static bool IsSame(in EventData sent, in EventView e, string type, ReadOnlySpan<Tag> tags) =>
        sent.Id == e.Id && sent.Type == type && sent.Tags.AsSpan().SequenceEqual(tags) && sent.Payload.Span.SequenceEqual(e.Payload);
}
