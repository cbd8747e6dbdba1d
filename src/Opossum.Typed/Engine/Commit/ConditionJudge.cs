using Opossum.Typed.Engine.Index;
using Opossum.Typed.Engine.Log;

namespace Opossum.Typed.Engine.Commit;

/// <summary>Judges conditions against everything before an append, staged events of its own group included. Exact: every hit of the index is verified against the event.</summary>
internal sealed class ConditionJudge(SegmentLog log)
{
    /// <summary>The first guard that an event matches, and the newest such event.</summary>
    public bool Refuses(CompiledCondition condition, out AppendGuard? guard, out long position)
    {
        foreach (var candidate in condition.Guards)
        {
            position = Newest(candidate.Query, candidate.Guard.After);
            if (position == 0) continue;
            guard = candidate.Guard;
            return true;
        }

        (guard, position) = (null, 0);
        return false;
    }

    /// <summary>The newest event after a position that matches; 0 when there is none.</summary>
    private long Newest(CompiledQuery query, long after)
    {
        var segments = log.Segments;
        for (var i = segments.Length - 1; i >= 0; i--)
        {
            var segment = segments[i];
            var last = segment.Index.Count - 1;
            if (last < 0) continue;
            if (segment.BasePosition + last <= after) break;
            if (query.IsAll) return segment.BasePosition + last;
            var local = Newest(segment, query, (int)Math.Max(segment.Local(after), -1), last);
            if (local >= 0) return segment.BasePosition + local;
        }

        return 0;
    }

    private int Newest(Segment segment, CompiledQuery query, int after, int last)
    {
        var newest = -1;
        foreach (var alternative in query.Alternatives)
        {
            // What an earlier alternative found is a bound for the next.
            var cursor = new AlternativeCursor(segment.Index, alternative, Math.Max(after, newest), last);
            while (cursor.MoveNext())
            {
                if (!query.Matches(log.ReadRecord(segment, segment.Index[cursor.Current]))) continue;
                newest = cursor.Current;
                break;
            }
        }

        return newest;
    }
}
