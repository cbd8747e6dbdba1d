using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.TagFiles;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Commit;

/// <summary>
/// What a retagging means to conditions. To a reader that saw the log before, tags of old events are news that no position tells: a guard
/// that begins after a position is refused if the tags of its query have changed since it was read.
/// </summary>
internal static class RetagJudge
{
    /// <summary>True if events up to the guard's position have tags that the caller can't have seen.</summary>
    /// <remarks>
    /// A guard with an epoch is refused as soon as a key of its query was retagged after that epoch. One without tells by its position: the
    /// caller saw the tags if it is above the head at which they were published. Otherwise the caller may have seen them or not, and is
    /// refused only if an event up to the position matches by added tags.
    /// </remarks>
    public static bool Refuses<TSource>(
        AppendGuard guard, CompiledQuery query, AddedTags added, LogView view, TSource source, out AppendConflict conflict)
        where TSource : IRecordSource
    {
        conflict = default;
        var seen = guard.TagEpoch <= added.Set.Epoch ? guard.TagEpoch : null;       // a higher one is of another history: it tells nothing
        if (added.Set.NewestOf(query.TagKeys, seen ?? 0) is not { } key) return false;
        var position = Math.Min(added.Set.Covered, guard.After);
        if (seen is null)
        {
            if (guard.After > key.Head) return false;
            position = NewestIn(added, query, 1, guard.After, view, source, onlyByAdded: true);
        }

        if (position == 0) return false;
        conflict = new(guard, position) { RetaggedKey = key.Key };
        return true;
    }

    /// <summary>The newest event of a range that matches, among those with added tags; 0 if there is none.</summary>
    /// <param name="added">The tags.</param>
    /// <param name="query">What to match.</param>
    /// <param name="first">The first position of the range.</param>
    /// <param name="last">The last position of the range.</param>
    /// <param name="view">The log.</param>
    /// <param name="source">Where its bytes come from.</param>
    /// <param name="onlyByAdded">True to pass over events that match by their stored tags alone.</param>
    public static long NewestIn<TSource>(
        AddedTags added, CompiledQuery query, long first, long last, LogView view, TSource source, bool onlyByAdded = false)
        where TSource : IRecordSource
    {
        using var candidates = added.Open(query, first, last, ReadDirection.Backward);
        while (candidates is not null && candidates.MoveNext())
        {
            var segment = view.SegmentAt(candidates.Current);
            var stored = source.ReadRecord(segment, (int)segment.Local(candidates.Current));
            if (onlyByAdded && query.Matches(stored)) continue;
            if (query.Matches(view.Complete(candidates.Current, stored))) return candidates.Current;
        }

        return 0;
    }
}
