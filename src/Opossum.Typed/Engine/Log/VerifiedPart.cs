namespace Opossum.Typed.Engine.Log;

/// <summary>What of a segment is verified, and what it must be.</summary>
/// <param name="Segment">The segment as the open log knows it.</param>
/// <param name="Length">Of the part, in bytes.</param>
/// <param name="NextPosition">Of the first event behind it.</param>
/// <param name="LastHash">Of the last frame; null where appends after the snapshot may have followed a mark of a clean stop.</param>
internal readonly record struct VerifiedPart(Segment Segment, int Length, long NextPosition, ulong? LastHash)
{
    /// <summary>
    /// All of each segment but the last, whose end moves: of that, up to its last durable event, or up to where opening found its end if nothing was appended since.
    /// </summary>
    public static VerifiedPart[] Of(Segment[] segments, long head, RecoveredLog recovered)
    {
        var used = segments.AsSpan();
        while (!used.IsEmpty && used[^1].BasePosition > head) used = used[..^1];        // begun after the snapshot
        var parts = new VerifiedPart[used.Length];
        for (var i = 0; i < used.Length; i++)
        {
            if (i < used.Length - 1) parts[i] = new(used[i], (int)used[i].File.Length, used[i + 1].BasePosition, used[i + 1].Header.PreviousHash);
            else if (head == recovered.Report.Head) parts[i] = new(used[i], recovered.EndOffset, head + 1, recovered.LastHash);
            else parts[i] = new(used[i], EndOf(used[i], head), head + 1, null);
        }

        return parts;
    }

    private static int EndOf(Segment segment, long head)
    {
        var last = segment.Index[(int)segment.Local(head)];
        return last.Offset + LogFormat.Align(last.Length);
    }
}
