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

/// <summary>The end of a segment's frames.</summary>
/// <param name="Kind">How they end.</param>
/// <param name="Offset">Where they end.</param>
/// <param name="LastFrame">Where the last frame begins; 0 if there is none.</param>
/// <param name="Chain">What the next segment continues.</param>
/// <param name="IsClosed">Whether the last frame is the mark of a clean stop.</param>
internal readonly record struct SegmentEnd(SegmentEndKind Kind, int Offset, int LastFrame, FrameChain Chain, bool IsClosed);

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
        var (offset, last, chain, closed) = (SegmentHeader.Size, 0, FrameChain.Before(header), false);
        while (codec.TryRead(segment[offset..], header.Number, offset, out var frame) && chain.Continues(frame))
        {
            visitor.Visit(frame, offset, segment.Slice(offset, frame.Length));
            closed = (frame.Flags & FrameFlags.Close) != 0;
            (last, offset, chain) = (offset, offset + frame.Length, FrameChain.After(frame));
        }

        return new(Classify(segment, offset, header.Number, codec), offset, last, chain, closed);
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
            if (codec.TryRead(segment[at..], segmentNumber, at, out var frame) && at - frame.FlushDelta > badOffset)
                return SegmentEndKind.Damaged;
        }

        return SegmentEndKind.Torn;
    }
}
