namespace Opossum.Typed.Engine.Format;

/// <summary>Receives the frames of a segment, in order.</summary>
internal interface IFrameVisitor
{
    void Visit(in FrameHeader header, long offset, ReadOnlySpan<byte> frame);
}

/// <summary>How the used part of a segment ends.</summary>
internal enum SegmentEndKind
{
    /// <summary>Zeros, or the end of the file.</summary>
    Clean,

    /// <summary>A write that a crash interrupted: nothing from there on was known durable.</summary>
    Torn,

    /// <summary>A frame that was acknowledged is not what was written.</summary>
    Damaged,
}

/// <summary>Where and how a segment ends, where its last frame begins (0 if there is none), and what the next one continues.</summary>
internal readonly record struct SegmentEnd(
    SegmentEndKind Kind, long Offset, int LastFrame, long NextPosition, ulong LastHash, bool IsClosed);

/// <summary>
/// Walks the frames of one segment: a pure function over its bytes. A frame counts only if it is intact, in its own place, and continues
/// the chain. Where the walk stops before zeros, a later valid frame that was written when the bad bytes were known durable proves damage;
/// without one, the bytes are a torn write.
/// </summary>
internal static class SegmentScan
{
    public static SegmentEnd Run<TVisitor>(ReadOnlySpan<byte> segment, in SegmentHeader header, FrameCodec codec, ref TVisitor visitor)
        where TVisitor : IFrameVisitor, allows ref struct
    {
        var (offset, last, position, previous, closed) = (SegmentHeader.Size, 0, header.BasePosition, header.PreviousHash, false);
        while (codec.TryRead(segment[offset..], header.Number, offset, out var frame) && frame.BasePosition == position && frame.PreviousHash == previous)
        {
            visitor.Visit(frame, offset, segment.Slice(offset, frame.Length));
            closed = (frame.Flags & FrameFlags.Close) != 0;
            (last, offset) = (offset, offset + frame.Length);
            position += frame.Count;
            previous = frame.Hash;
        }

        return new(Classify(segment, offset, header.Number, codec), offset, last, position, previous, closed);
    }

    /// <summary>What it means that no valid frame begins at an offset. For an unreadable header the offset is 0.</summary>
    public static SegmentEndKind Classify(ReadOnlySpan<byte> segment, int badOffset, long segmentNumber, FrameCodec codec)
    {
        if (!segment[badOffset..].ContainsAnyExcept((byte)0)) return SegmentEndKind.Clean;
        for (var at = LogFormat.Align(badOffset + 1); at + FrameHeader.Size <= segment.Length; at += LogFormat.Alignment)
        {
            // The zeros of a prepared segment are most of what is searched.
            var zeros = segment[at..].IndexOfAnyExcept((byte)0);
            if (zeros < 0) break;
            at += zeros / LogFormat.Alignment * LogFormat.Alignment;
            if (codec.TryRead(segment[at..], segmentNumber, at, out var frame) && at - frame.FlushDelta > badOffset) return SegmentEndKind.Damaged;
        }

        return SegmentEndKind.Torn;
    }
}
