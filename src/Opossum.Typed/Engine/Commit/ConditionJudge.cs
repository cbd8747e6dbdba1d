using Opossum.Typed.Engine.IndexFiles.Reading;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.Tail;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Commit;

/// <summary>
/// Judges conditions, exactly: every hit of the index is verified against the event. A caller's thread judges everything up to its
/// snapshot's watermark, and the commit thread the rest, staged events included: history never changes, so what was judged stays true, and
/// the one thread that all wait for looks at a short stretch only.
/// </summary>
internal static class ConditionJudge
{
    /// <summary>Whether an event up to a position matches a guard; the conflict names the first such guard, and its newest event.</summary>
    /// <exception cref="PositionBeyondHeadException">
    /// A guard begins after a position that is not there yet: it was learned elsewhere, and could never refuse.
    /// </exception>
    public static bool Refuses<TSource>(CompiledCondition condition, LogView view, long upTo, TSource source, out AppendConflict conflict)
        where TSource : IRecordSource
    {
        if (condition.HighestAfter > upTo) throw new PositionBeyondHeadException(condition.HighestAfter, upTo);
        // What was judged before the tags of old events changed is to be judged again.
        var judged = condition.JudgedEpoch == view.TagEpoch ? condition.JudgedUpTo : 0;
        foreach (var (guard, query) in condition.Guards)
        {
            if (view.Added is { } tags && guard.After > judged && RetagJudge.Refuses(guard, query, tags, view, source, out conflict))
                return true;
            var position = Newest(query, view, Math.Max(guard.After, judged), upTo, source);
            if (position == 0) continue;
            conflict = new(guard, position);
            return true;
        }

        conflict = default;
        return false;
    }

    /// <summary>The newest matching event after a position and up to another; 0 when there is none.</summary>
    private static long Newest<TSource>(CompiledQuery query, LogView view, long after, long upTo, TSource source)
        where TSource : IRecordSource
    {
        foreach (var range in view.PartsIn(after + 1, upTo, ReadDirection.Backward))
        {
            if (query.IsAll) return upTo;
            var newest = range.Part switch
            {
                TailPart part => NewestIn(part, range, query, view, source),
                var part => NewestIn((RunPart)part, range, query, view, source),
            };
            if (view.Added is { } added)
                newest = Math.Max(newest, RetagJudge.NewestIn(added, query, Math.Max(range.First, newest + 1), range.Last, view, source));
            if (newest > 0) return newest;
        }

        return 0;
    }

    private static long NewestIn<TSource>(TailPart part, in PartRange range, CompiledQuery query, LogView view, TSource source)
        where TSource : IRecordSource
    {
        var segment = view.Segment(part.Segments.First);
        var (newest, before, last) = (-1, (int)segment.Local(range.First) - 1, (int)segment.Local(range.Last));
        foreach (var alternative in query.Alternatives)
        {
            // What an earlier alternative found is a bound for the next.
            var cursor = new AlternativeCursor(part.Index, alternative, Math.Max(before, newest), last);
            while (cursor.MoveNext())
            {
                if (!query.Matches(source.ReadComplete(view, segment, cursor.Current))) continue;
                newest = cursor.Current;
                break;
            }
        }

        return newest < 0 ? 0 : segment.BasePosition + newest;
    }

    private static long NewestIn<TSource>(RunPart part, in PartRange range, CompiledQuery query, LogView view, TSource source)
        where TSource : IRecordSource
    {
        if (!RunCandidates.MayMatch(part.Run, query.Alternatives)) return 0;
        using var candidates = new RunCandidates(part.Run, query.Alternatives, range.First, range.Last, ReadDirection.Backward);
        while (candidates.MoveNext())
        {
            var segment = view.SegmentAt(candidates.Current);
            if (query.Matches(source.ReadComplete(view, segment, (int)segment.Local(candidates.Current)))) return candidates.Current;
        }

        return 0;
    }
}
