using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.Tail;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.IndexFiles.Upkeep;

/// <summary>
/// What a run says of a full segment, and opening believes without reading it: where it ends, and how it is chained to its neighbours.
/// </summary>
internal static class FullSegment
{
    /// <summary>It ends behind its last event, and behind the marks of clean stops there.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="index">Its index in memory.</param>
    /// <param name="next">The segment behind it, whose header has the hash that it ends with.</param>
    public static SealedSegment Describe(Segment segment, TailIndex index, Segment next)
    {
        var (last, end) = LastFrame(index);
        Span<byte> bytes = stackalloc byte[FrameHeader.Size];
        while (segment.File.Read(bytes, end) == bytes.Length
            && FrameHeader.Read(bytes) is { Count: 0, Length: FrameHeader.Size, Flags: FrameFlags.Close } close
            && close.BasePosition == next.BasePosition)
            (last, end) = (end, end + FrameHeader.Size);
        return new(
            segment.BasePosition, next.BasePosition, segment.Header.PreviousHash, next.Header.PreviousHash, end, 0, 0, last,
            segment.FileLength);
    }

    /// <summary>
    /// Where the last frame with events begins and ends. Its records lie side by side; before the first of them are its header and its key.
    /// </summary>
    private static (int Begin, int End) LastFrame(TailIndex index)
    {
        if (index.Count == 0) return (0, SegmentHeader.Size);
        var first = index.Count - 1;
        while (first > 0 && index[first - 1].Offset + LogFormat.Align(index[first - 1].Length) == index[first].Offset) first--;
        var (begin, last) = (index[first], index[index.Count - 1]);
        return (begin.Offset - FrameHeader.Size - LogFormat.Align(begin.KeyLength), last.Offset + LogFormat.Align(last.Length));
    }
}
