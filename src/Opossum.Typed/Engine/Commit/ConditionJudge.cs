using Opossum.Typed.Engine.Index;
using Opossum.Typed.Engine.Log;
using Opossum.Typed.Engine.Runs;

namespace Opossum.Typed.Engine.Commit;

/// <summary>
/// Judges conditions, exactly: every hit of the index is verified against the event. A caller's thread judges everything up to its snapshot's watermark, and the commit thread the rest,
/// staged events included: history never changes, so what was judged stays true, and the one thread that all wait for looks at a short stretch only.
/// </summary>
internal static class ConditionJudge
{
    /// <summary>Whether an event up to a position matches a guard; the conflict names the first such guard, and its newest event.</summary>
    /// <exception cref="PositionBeyondHeadException">
    /// A guard begins after a position that is not there yet: it was learned elsewhere, and could never refuse.
    /// </exception>
    public static bool Refuses<TSource>(CompiledCondition condition, LogView view, long upTo, TSource source, out AppendConflict conflict) where TSource : IRecordSource
    {
        if (condition.HighestAfter > upTo) throw new PositionBeyondHeadException(condition.HighestAfter, upTo);
        foreach (var (guard, query) in condition.Guards)
        {
            var position = Newest(query, view, Math.Max(guard.After, condition.JudgedUpTo), upTo, source);
            if (position == 0) continue;
            conflict = new(guard, position);
            return true;
        }

        conflict = default;
        return false;
    }

    /// <summary>The newest matching event after a position and up to another; 0 when there is none.</summary>
    private static long Newest<TSource>(CompiledQuery query, LogView view, long after, long upTo, TSource source) where TSource : IRecordSource
    {
        for (var i = view.Parts.Length - 1; i >= 0 && upTo > after; i--)
        {
            var part = view.Parts[i];
            if (part.First > upTo) continue;
            if (query.IsAll) return upTo;
            var newest = part.Tail is { } tail
                ? Newest(query, tail, view.Segment(part.Segments.First), after, upTo, source)
                : Newest(query, part.Run!, view, after, upTo, source);
            if (newest > 0) return newest;
            upTo = part.First - 1;
        }

        return 0;
    }

    private static long Newest<TSource>(CompiledQuery query, TailIndex tail, Segment segment, long after, long upTo, TSource source) where TSource : IRecordSource
    {
        var (newest, first, last) = (-1, (int)Math.Max(segment.Local(after), -1), (int)segment.Local(upTo));
        foreach (var alternative in query.Alternatives)
        {
            // What an earlier alternative found is a bound for the next.
            var cursor = new AlternativeCursor(tail, alternative, Math.Max(first, newest), last);
            while (cursor.MoveNext())
            {
                if (!query.Matches(source.ReadRecord(segment, cursor.Current))) continue;
                newest = cursor.Current;
                break;
            }
        }

        return newest < 0 ? 0 : segment.BasePosition + newest;
    }

    private static long Newest<TSource>(CompiledQuery query, Run run, LogView view, long after, long upTo, TSource source) where TSource : IRecordSource
    {
        if (!RunMatches.MayMatch(run, query.Alternatives)) return 0;
        using var matches = new RunMatches(run, query.Alternatives, Math.Max(after + 1, run.First), upTo, backward: true);
        while (matches.MoveNext())
        {
            var segment = view.SegmentAt(matches.Current);
            if (query.Matches(source.ReadRecord(segment, (int)segment.Local(matches.Current)))) return matches.Current;
        }

        return 0;
    }
}
