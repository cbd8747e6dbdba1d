using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.IndexFiles.Reading;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.Tail;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Verification;

/// <summary>
/// Compares what a run says of a segment with the segment's events: where each is, and that each term leads to exactly its events. Only the
/// first difference is named.
/// </summary>
internal sealed class RunAudit(Segment segment, Run run, TermHasher hasher, List<LogDamage> damage) : IFrameVisitor
{
    private readonly TailIndex _index = new();

    public void Visit(in FrameHeader header, long offset, ReadOnlySpan<byte> frame) =>
        new SegmentIndexer(_index, hasher).Visit(header, offset, frame);

    public void Complete()
    {
        if (run.IsMissing) return;
        var (first, last) = (segment.BasePosition, segment.BasePosition + _index.Count - 1);
        try
        {
            // what is looked up below may be in memory, and the file not what it was
            if (run.IndexOf(segment.Number) == 0) run.Verify();
            if (!run.ReadOffsets(run.IndexOf(segment.Number)).AsSpan().SequenceEqual(SparseOffsets.Of(_index)))
                Report("does not know where each event of a segment is");
            else if (Differs(first, last)) Report("does not know each event of a segment by its type, tags and key");
        }
        catch (RunUnreadableException) when (run.IsReplaced)
        {
            // It was merged meanwhile, and is no part of the store any more.
        }
        catch (RunUnreadableException e)
        {
            run.NoteUnreadable();
            Report($"is not what was written ({e.Message})");
        }
    }

    /// <summary>In the order of the dictionary, so that no page is read twice in a row.</summary>
    private bool Differs(long first, long last)
    {
        var places = new List<long>();
        foreach (var chains in _index.Terms.GroupBy(static term => term.Term & RunFormat.TermMask).OrderBy(static chains => chains.Key))
        {
            places.Clear();
            foreach (var (_, newest) in chains)
                for (var posting = newest; posting >= 0; posting = _index.Posting(posting).Previous)
                    places.Add(first + _index.Posting(posting).Event);
            if (!run.MayContain(chains.Key) || !run.TryFind(chains.Key, out var entry)) return true;
            using var cursor = new PostingCursor(run, entry, first, last, ReadDirection.Forward);
            foreach (var place in places.Distinct().Order())
                if (!cursor.MoveNext() || cursor.Current != place) return true;
            if (cursor.MoveNext()) return true;
        }

        return false;
    }

    private void Report(string problem) =>
        damage.Add(new(
            run.Location, 0, (int)Math.Min(run.Size, int.MaxValue), segment.BasePosition, segment.BasePosition + _index.Count - 1,
            $"the index {problem}; without the file, opening makes it anew"));
}
