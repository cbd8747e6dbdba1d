using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.Tail;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Verification;

/// <summary>What of a segment is verified, and what it must be.</summary>
/// <param name="Segment">The segment as the open log knows it.</param>
/// <param name="Index">What indexes it.</param>
/// <param name="Length">Of the part, in bytes.</param>
/// <param name="NextPosition">Of the first event behind it.</param>
/// <param name="LastHash">Of the last frame; null where appends after the snapshot may have followed a mark of a clean stop.</param>
internal readonly record struct VerifiedPart(Segment Segment, IndexPart Index, int Length, long NextPosition, ulong? LastHash)
{
    /// <summary>
    /// All of each segment but the last, whose end moves: of that, up to its last durable event, or up to where opening found its end if
    /// nothing was appended since. What a crash left of the first group of a further segment is none of them.
    /// </summary>
    public static VerifiedPart[] Of(LogView view, long head, RecoveredLog recovered)
    {
        var used = view.Segments.AsSpan();
        while (!used.IsEmpty && used[^1].BasePosition > head) used = used[..^1];        // begun after the snapshot
        var parts = new VerifiedPart[used.Length];
        for (var i = 0; i < used.Length; i++)
        {
            var index = Array.Find(view.Parts, part => part.Segments.Covers(new(i + 1, i + 1)))!;
            if (i < used.Length - 1) parts[i] = Sealed(view, i, index);
            else if (head == recovered.Report.Head && i == recovered.View.Segments.Length - 1)
                parts[i] = new(used[i], index, recovered.EndOffset, head + 1, recovered.LastHash);
            else if (index is TailPart tail) parts[i] = new(used[i], index, EndOf(tail.Index[(int)used[i].Local(head)]), head + 1, null);
            else parts[i] = Sealed(view, i, index);
        }

        return parts;
    }

    /// <summary>
    /// A whole segment, which another follows. The last one of the snapshot can be such a one: its end was flushed before the next one was
    /// begun, and has its run already while its last events are still to be published.
    /// </summary>
    private static VerifiedPart Sealed(LogView view, int at, IndexPart index)
    {
        var (segment, next) = (view.Segments[at], view.Segments[at + 1]);
        return new(segment, index, (int)segment.FileLength, next.BasePosition, next.Header.PreviousHash);
    }

    private static int EndOf(in IndexedEvent last) => last.Offset + LogFormat.Align(last.Length);
}
