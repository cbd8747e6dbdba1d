namespace Opossum.Typed.Engine.Format;

/// <summary>
/// A boundary between two frames, by where it is in the files. The chain's hash commits to everything before it, so a place that somebody
/// names proves itself against the log.
/// </summary>
/// <param name="Segment">The number of the segment; 0 while the log is empty.</param>
/// <param name="Offset">Where the frame before the boundary ends, in bytes.</param>
/// <param name="Chain">What the frame behind the boundary continues.</param>
internal readonly record struct LogPlace(long Segment, int Offset, FrameChain Chain)
{
    /// <summary>The beginning of an empty log.</summary>
    public static LogPlace Start { get; } = new(0, 0, FrameChain.Start);

    /// <summary>The position of the last event before it.</summary>
    public long Head => Chain.NextPosition - 1;

    /// <summary>True if it is behind another place of the same log.</summary>
    public bool IsBehind(in LogPlace other) => (Segment, Offset).CompareTo((other.Segment, other.Offset)) > 0;
}
