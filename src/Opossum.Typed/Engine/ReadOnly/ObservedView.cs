using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.IndexFiles.Reading;
using Opossum.Typed.Engine.IndexFiles.Upkeep;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.ReadOnly;

/// <summary>
/// The view of a log that another process writes: its segments, and for each the index that is at hand, which is one in memory until the
/// writer has made a run. One thread at a time calls it.
/// </summary>
internal sealed class ObservedView(Guid storeId)
{
    private List<SegmentRange> _runs = [];          // as they were listed last

    /// <summary>The segments up to the end, and their index.</summary>
    public LogView Current { get; private set; } = LogView.Empty;

    /// <summary>Adds segments behind the last one.</summary>
    public void Append(Segment[] segments, IndexPart[] parts) =>
        Current = new([.. Current.Segments, .. segments], [.. Current.Parts, .. parts], Current.Added);

    /// <summary>
    /// Takes runs for indexes in memory, and wider ones for narrower ones, whose files may be gone.
    /// </summary>
    /// <param name="files">Where they are.</param>
    /// <param name="active">The segment that events are read from now.</param>
    public void AdoptRuns(OwnFiles files, Segment active)
    {
        var listed = files.ListRuns();
        if (_runs.SequenceEqual(listed) && !Current.Parts.Any(static part => part is RunPart { Run.IsUnreadable: true })) return;
        _runs = listed;
        foreach (var range in listed)
        {
            if (range.Last >= active.Number || !MayTake(range)) continue;
            if (files.TryOpenRun(range) is not { } run) continue;
            if (!IsOfThisLog(run))
            {
                run.Dispose();
                continue;
            }

            Exchange(run);
        }
    }

    /// <summary>
    /// Bounds memory where runs are missing: the oldest indexes give way to runs that are missing, as they do in the writer. Queries then
    /// read all events of such a segment.
    /// </summary>
    public void DropOldest(Segment active)
    {
        var full = Current.Parts.OfType<TailPart>().Where(part => part.Segment < active.Number).ToArray();
        foreach (var part in full.AsSpan(0, Math.Max(full.Length - IndexKeeper.MaxKept, 0)))
        {
            var segment = Current.Segment(part.Segment);
            Exchange(Run.Missing(storeId, part.Segments, FullSegment.Describe(segment, part.Index, Current.Segment(part.Segment + 1))));
        }
    }

    /// <summary>True if a run would take the place of whole parts, and of others than it is itself.</summary>
    private bool MayTake(SegmentRange range)
    {
        var begin = Array.FindIndex(Current.Parts, part => part.Segments.First == range.First);
        var end = Array.FindIndex(Current.Parts, part => part.Segments.Last == range.Last);
        return begin >= 0 && end >= begin && (begin != end || Current.Parts[begin] is TailPart or RunPart { Run.IsUnreadable: true });
    }

    private bool IsOfThisLog(Run run)
    {
        var (first, next) = (Current.Segment(run.Range.First), Current.Segment(run.Range.Last + 1));
        return run.Segments[0].Begin == FrameChain.Before(first.Header) && run.Segments[^1].End.Continues(next.Header);
    }

    private void Exchange(Run run)
    {
        // Before the run is seen: who sees it asks its segments for the offsets that come from it.
        for (var number = run.Range.First; number <= run.Range.Last; number++) Current.Segment(number).Seal(run);
        var before = Current;
        Current = before.With([new RunPart(run)])!;
        foreach (var part in before.Parts)
            if (part is RunPart { Run: var old } && run.Range.Covers(part.Segments)) old.NoteReplaced();
    }
}
