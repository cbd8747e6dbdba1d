using Opossum.Typed.Engine.Index;
using Opossum.Typed.Engine.Log;

namespace Opossum.Typed.Engine.Commit;

/// <summary>
/// Judges conditions, exactly: every hit of the index is verified against the event. A caller's thread judges everything up to its snapshot's watermark, and the commit thread the rest,
/// staged events included: history never changes, so what was judged stays true, and the one thread that all wait for looks at a short stretch only.
/// </summary>
internal static class ConditionJudge
{
    /// <summary>Whether an event up to a position matches a guard; the conflict names the first such guard, and its newest event.</summary>
    public static bool Refuses<TSource>(CompiledCondition condition, Segment[] segments, long upTo, TSource source, out AppendConflict conflict) where TSource : IRecordSource
    {
        foreach (var (guard, query) in condition.Guards)
        {
            var position = Newest(query, segments, Math.Max(guard.After, condition.JudgedUpTo), upTo, source);
            if (position == 0) continue;
            conflict = new(guard, position);
            return true;
        }

        conflict = default;
        return false;
    }

    /// <summary>The newest matching event after a position and up to another; 0 when there is none.</summary>
    private static long Newest<TSource>(CompiledQuery query, Segment[] segments, long after, long upTo, TSource source) where TSource : IRecordSource
    {
        for (var i = segments.Length - 1; i >= 0 && upTo > after; i--)
        {
            var segment = segments[i];
            if (segment.BasePosition > upTo) continue;
            if (query.IsAll) return upTo;
            var local = Newest(query, segment, (int)Math.Max(segment.Local(after), -1), (int)segment.Local(upTo), source);
            if (local >= 0) return segment.BasePosition + local;
            upTo = segment.BasePosition - 1;
        }

        return 0;
    }

    private static int Newest<TSource>(CompiledQuery query, Segment segment, int after, int last, TSource source) where TSource : IRecordSource
    {
        var newest = -1;
        foreach (var alternative in query.Alternatives)
        {
            // What an earlier alternative found is a bound for the next.
            var cursor = new AlternativeCursor(segment.Index, alternative, Math.Max(after, newest), last);
            while (cursor.MoveNext())
            {
                if (!query.Matches(source.ReadRecord(segment, segment.Index[cursor.Current]))) continue;
                newest = cursor.Current;
                break;
            }
        }

        return newest;
    }
}
