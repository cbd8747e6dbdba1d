using Opossum.Typed.Engine.Index;
using Opossum.Typed.Engine.Log;

namespace Opossum.Typed.Engine.Commit;

/// <summary>Judges conditions against everything before an append, staged events of its own group included. Exact: every hit of the index is verified against the event.</summary>
internal sealed class ConditionJudge(SegmentLog log)
{
    /// <summary>Whether an event matches a guard; the conflict names the first such guard, and its newest event.</summary>
    public bool Refuses(CompiledCondition condition, out AppendConflict conflict)
    {
        foreach (var (guard, query) in condition.Guards)
        {
            var position = Newest(query, guard.After);
            if (position == 0) continue;
            conflict = new(guard, position);
            return true;
        }

        conflict = default;
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
