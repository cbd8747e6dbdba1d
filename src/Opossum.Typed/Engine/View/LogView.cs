using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.TagFiles;
using Opossum.Typed.Engine.Tail;

namespace Opossum.Typed.Engine.View;

/// <summary>
/// The log at a moment: its segments, and what indexes them, both oldest first and without a gap. Never changes: who has one goes on with
/// it, whatever is sealed and merged meanwhile.
/// </summary>
internal sealed class LogView(Segment[] segments, IndexPart[] parts, AddedTags? added = null) : IDisposable
{
    public static LogView Empty { get; } = new([], []);

    /// <summary>All segments with events.</summary>
    public Segment[] Segments => segments;

    public IndexPart[] Parts => parts;

    /// <summary>Tags that a retagging added to stored events; null if there are none.</summary>
    public AddedTags? Added => added;

    /// <summary>How often the log was retagged.</summary>
    public long TagEpoch => added?.Set.Epoch ?? 0;

    /// <summary>With tags that were added to stored events, in the place of those that it has.</summary>
    public LogView With(AddedTags tags) => new(segments, parts, tags);

    /// <summary>An event with the tags that were added to it. Valid until the calling thread's next call.</summary>
    public EventRecord Complete(long position, EventRecord e) =>
        added is null ? e : TagReader.OfThread.Complete(added, position, e);

    /// <summary>With the segment that the log goes on in.</summary>
    public LogView With(Segment segment, TailIndex index)
    {
        var last = parts is [.., var part] ? part.Segments.Last : 0;
        Invariant.Require(segment.Number == last + 1 && segment.Number == segments.Length + 1, "the segments of the log have no gap");
        return new([.. segments, segment], [.. parts, new TailPart(segment.BasePosition, segment.Number, index)], added);
    }

    /// <summary>With parts in the place of those that cover the same segments; null if they don't fit.</summary>
    public LogView? With(IndexPart[] replacement)
    {
        var (first, last) = (replacement[0].Segments.First, replacement[^1].Segments.Last);
        var begin = Array.FindIndex(parts, part => part.Segments.First == first);
        var end = Array.FindIndex(parts, part => part.Segments.Last == last);
        if (begin < 0 || end < begin) return null;
        for (var i = 1; i < replacement.Length; i++)
            Invariant.Require(replacement[i].Segments.First == replacement[i - 1].Segments.Last + 1, "the parts of the index have no gap");
        return new(segments, [.. parts.AsSpan(0, begin), .. replacement, .. parts.AsSpan(end + 1)], added);
    }

    /// <summary>The parts that have positions of a range.</summary>
    public PartsInRange PartsIn(long first, long last, ReadDirection direction) => new(parts, first, last, direction);

    /// <summary>By its number: they are numbered from 1 without a gap.</summary>
    public Segment Segment(long number) => segments[(int)number - 1];

    /// <summary>Which segment has a position that is in the log.</summary>
    public Segment SegmentAt(long position) => segments[IndexAt(position)];

    public int IndexAt(long position)
    {
        var (low, high) = (0, segments.Length - 1);
        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            if (segments[middle].BasePosition <= position) low = middle;
            else high = middle - 1;
        }

        return low;
    }

    /// <summary>Closes the files, when the log is closed.</summary>
    public void Dispose()
    {
        foreach (var segment in segments) segment.Dispose();
        foreach (var part in parts) (part as RunPart)?.Run.Dispose();
        added?.Dispose();
    }
}
