namespace Opossum.Typed.Engine.Format;

/// <summary>
/// A place between two frames of the log: what the frame behind it must continue. The chain goes on across segments, whose headers continue
/// it too.
/// </summary>
/// <param name="NextPosition">The position of the next event.</param>
/// <param name="LastHash">The hash of the last frame before; 0 at the beginning of the log.</param>
internal readonly record struct FrameChain(long NextPosition, ulong LastHash)
{
    /// <summary>Before the first frame of the log.</summary>
    public static FrameChain Start { get; } = new(1, 0);

    /// <summary>Before the first frame of a segment.</summary>
    public static FrameChain Before(in SegmentHeader segment) => new(segment.BasePosition, segment.PreviousHash);

    public static FrameChain After(in FrameHeader frame) => new(frame.BasePosition + frame.Count, frame.Hash);

    public bool Continues(in FrameHeader frame) => frame.BasePosition == NextPosition && frame.PreviousHash == LastHash;

    public bool Continues(in SegmentHeader segment) => this == Before(segment);
}
