using Opossum.Typed.CrashLab.Acks;
using Opossum.Typed.CrashLab.Plan;

namespace Opossum.Typed.CrashLab.Replay;

/// <summary>Holds the events of a log, in their order, to what was acknowledged.</summary>
internal sealed class AcknowledgedEvents
{
    private readonly List<Acknowledged> _byPosition;
    private readonly Violations _violations;
    private int _next;

    public AcknowledgedEvents(List<Acknowledged> acknowledged, Violations violations)
    {
        (_byPosition, _violations) = (acknowledged, violations);
        acknowledged.Sort(static (left, right) => left.Position.CompareTo(right.Position));
    }

    public long Present { get; private set; }

    public long Lost { get; private set; }

    /// <summary>Whether the append was acknowledged at this position, which was not held yet.</summary>
    public bool HasAppendAt(long position, in AppendId append)
    {
        for (var i = _next; i < _byPosition.Count && _byPosition[i].Position <= position; i++)
            if (_byPosition[i].Position == position && _byPosition[i].Append == append) return true;
        return false;
    }

    public void Hold(long position, Guid id, ulong payloadHash)
    {
        for (; _next < _byPosition.Count && _byPosition[_next].Position <= position; _next++)
        {
            var ack = _byPosition[_next];
            if (ack.Position < position) Lose(ack, "there is no such position");
            else if (ack.EventId != id) Lose(ack, $"the log has event {id} there");
            else if (ack.PayloadHash != payloadHash)
                Lose(ack, $"its payload's hash is {payloadHash:x16} there and was {ack.PayloadHash:x16}");
            else Present++;
        }
    }

    public void End(long head)
    {
        for (; _next < _byPosition.Count; _next++) Lose(_byPosition[_next], $"the log ends at {head}");
    }

    private void Lose(in Acknowledged ack, string found)
    {
        Lost++;
        _violations.Add($"position {ack.Position}: lost: event {ack.EventId} of {ack.Append} was acknowledged here, and {found}.");
    }
}
