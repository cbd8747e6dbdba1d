using Opossum.Typed.Engine.Format;

namespace Opossum.Typed.Engine.Backup;

/// <summary>A segment that others follow, so that nobody writes to it any more.</summary>
/// <param name="Name">Of its file.</param>
/// <param name="Header">Its own.</param>
/// <param name="Next">Of the segment behind it: what that continues, this one ends with.</param>
internal readonly record struct SealedPart(string Name, SegmentHeader Header, SegmentHeader Next)
{
    /// <summary>Whether bytes are the segment, whole, every frame and the chain verified.</summary>
    /// <param name="bytes">Of a file.</param>
    /// <param name="offset">Where what was written ends, if they are not.</param>
    public bool IsHeldBy(ReadOnlySpan<byte> bytes, out long offset)
    {
        offset = 0;
        if (SegmentHeader.TryRead(bytes, out var header) != SegmentHeaderState.Valid || header != Header) return false;
        var nothing = new NoVisitor();
        var end = SegmentScan.Run(bytes, header, new FrameCodec(header.Seed), ref nothing);
        offset = end.Offset;
        return end.Kind == SegmentEndKind.Clean && end.Chain.Continues(Next);
    }

    private readonly struct NoVisitor : IFrameVisitor
    {
        public void Visit(in FrameHeader header, long offset, ReadOnlySpan<byte> frame) { }
    }
}
