using Opossum.Typed.CrashLab.Acks;
using Opossum.Typed.CrashLab.Plan;

namespace Opossum.Typed.CrashLab.Replay;

/// <summary>
/// Holds refusals to the events that they name, in the log's order: there, matching, after what the append had seen, and visible when the
/// answer was given.
/// </summary>
internal sealed class RefusedAppends
{
    private readonly Answers _answers;
    private readonly List<Refused> _byConflict;
    private readonly Violations _violations;
    private int _next;

    public RefusedAppends(Answers answers, Violations violations)
    {
        (_answers, _byConflict, _violations) = (answers, answers.Refused, violations);
        _byConflict.Sort(static (left, right) => left.Conflict.CompareTo(right.Conflict));
    }

    public long Unjustified { get; private set; }

    public void Hold(long position, string type, IReadOnlyList<Tag> tags)
    {
        for (; _next < _byConflict.Count && _byConflict[_next].Conflict <= position; _next++)
        {
            var refused = _byConflict[_next];
            var guards = AppendPlan.Of(_answers.Runs[refused.Append.Run], refused.Append).Condition(refused.Seen)?.Guards ?? [];
            if (refused.Conflict < position) Object(refused, "there is no such position");
            else if (refused.Guard < 0 || refused.Guard >= guards.Length) Object(refused, "the guard that was named is none of its own");
            else if (position <= guards[refused.Guard].After)
                Object(refused, $"its guard looks at what comes after {guards[refused.Guard].After}");
            else if (position > refused.Head) Object(refused, $"the head was {refused.Head} when it was told");
            else if (!MatchHistory.IsMatch(guards[refused.Guard].Query, type, tags))
                Object(refused, $"the event there does not match {QueryText.Of(guards[refused.Guard].Query)}");
        }
    }

    public void End(long head)
    {
        for (; _next < _byConflict.Count; _next++) Object(_byConflict[_next], $"the log ends at {head}");
    }

    private void Object(in Refused refused, string why)
    {
        Unjustified++;
        _violations.Add($"position {refused.Conflict}: false conflict: {refused.Append} was refused because of it, and {why}.");
    }
}
