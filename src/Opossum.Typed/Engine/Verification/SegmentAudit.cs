using Opossum.Typed.Engine.Format;

namespace Opossum.Typed.Engine.Verification;

/// <summary>How many intact frames and events a segment holds.</summary>
internal readonly record struct FrameCounts(long Frames, long Events);

/// <summary>
/// Walks the frames of one segment as <see cref="SegmentScan"/> does, but knows what must be there, and goes on behind what is not: a pure
/// function over bytes. Where a frame is bad, the next one is where its header says, if that leads to a frame at the right position;
/// otherwise it is looked for.
/// </summary>
internal ref struct SegmentAudit(ReadOnlySpan<byte> bytes, in VerifiedPart part, FrameCodec codec, List<LogDamage> damage)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly VerifiedPart _part = part;
    private int _offset;
    private FrameChain _chain;
    private bool _isHashUnknown;    // behind damage: the frame that comes is believed
    private FrameCounts _counts;

    public FrameCounts Run<TVisitor>(ref TVisitor visitor) where TVisitor : IFrameVisitor, allows ref struct
    {
        var header = _part.Segment.Header;
        if (SegmentHeader.TryRead(_bytes, out var written) != SegmentHeaderState.Valid || written != header)
            Report(0, SegmentHeader.Size, header.BasePosition, "the header of the segment is not what was written");
        (_offset, _chain) = (SegmentHeader.Size, FrameChain.Before(header));
        while (!IsAtEnd())
        {
            if (!TryRead(_offset, out var frame)) SkipDamage();
            else Take(frame, ref visitor);
        }

        if (_chain.NextPosition < _part.NextPosition)
            Report(_offset, _bytes.Length - _offset, _part.NextPosition, "the file has no frame where events were");
        else if (!_isHashUnknown && _part.LastHash is { } expected && _chain.LastHash != expected)
            Report(_offset, 0, _chain.NextPosition, "the log breaks off: its last frame is missing");
        return _counts;
    }

    /// <summary>Zeros, up to the end.</summary>
    private readonly bool IsAtEnd() => _offset >= _bytes.Length || !_bytes[_offset..].ContainsAnyExcept((byte)0);

    private void Take<TVisitor>(in FrameHeader frame, ref TVisitor visitor) where TVisitor : IFrameVisitor, allows ref struct
    {
        if (_isHashUnknown ? frame.BasePosition != _chain.NextPosition : !_chain.Continues(frame))
            Report(_offset, frame.Length, frame.BasePosition + frame.Count, "the frame does not continue the one before it");
        visitor.Visit(frame, _offset, _bytes.Slice(_offset, frame.Length));
        _counts = new(_counts.Frames + 1, _counts.Events + frame.Count);
        (_offset, _chain, _isHashUnknown) = (_offset + frame.Length, FrameChain.After(frame), false);
    }

    private void SkipDamage()
    {
        var problem = FrameDiagnosis.Of(_bytes[_offset..], _chain.NextPosition, _part.Segment.Header.Seed);
        var (next, position) = Next();
        Report(_offset, next - _offset, position, problem);
        (_offset, _chain, _isHashUnknown) = (next, new(position, 0), true);
    }

    /// <summary>Where the frame after a bad one begins, and its position; the end if there is none.</summary>
    private readonly (int Offset, long Position) Next()
    {
        var expected = _chain.NextPosition;
        if (TryReadHeader(_offset, out var bad) && bad.BasePosition == expected)
        {
            var (next, position) = (_offset + bad.Length, expected + bad.Count);
            if (LeadsOn(next, position)) return (next, position);
        }

        for (var at = _offset + LogFormat.Alignment; at + FrameHeader.Size <= _bytes.Length; at += LogFormat.Alignment)
            if (TryRead(at, out var frame) && frame.BasePosition >= expected && frame.BasePosition <= _part.NextPosition)
                return (at, frame.BasePosition);
        return (_bytes.Length, _part.NextPosition);
    }

    /// <summary>
    /// Whether a frame of a position begins at an offset, be it damaged itself, or nothing does because all events came before.
    /// </summary>
    private readonly bool LeadsOn(int offset, long position) => TryReadHeader(offset, out var next)
        ? next.BasePosition == position
        : position == _part.NextPosition && !_bytes[offset..].ContainsAnyExcept((byte)0);

    private readonly bool TryRead(int offset, out FrameHeader frame) =>
        codec.TryRead(_bytes[offset..], _part.Segment.Number, offset, out frame);

    /// <summary>A header that may be one by its length; the rest of the frame is not looked at.</summary>
    private readonly bool TryReadHeader(int offset, out FrameHeader header)
    {
        header = offset + FrameHeader.Size <= _bytes.Length ? FrameHeader.Read(_bytes[offset..]) : default;
        return header.Length >= FrameHeader.Size && header.Length <= _bytes.Length - offset && header.Length % LogFormat.Alignment == 0;
    }

    /// <param name="offset">Where it begins.</param>
    /// <param name="length">How far it reaches.</param>
    /// <param name="next">The position of the first event behind it.</param>
    /// <param name="problem">What is wrong.</param>
    private readonly void Report(int offset, int length, long next, string problem)
    {
        var first = _chain.NextPosition;
        var (from, to) = next > first && first > 0 ? (first, next - 1) : (0, 0);
        damage.Add(new(_part.Segment.Location, offset, length, from, to, problem));
    }
}
