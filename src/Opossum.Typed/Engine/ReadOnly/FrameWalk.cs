using Opossum.Typed.Engine.Format;

namespace Opossum.Typed.Engine.ReadOnly;

/// <summary>
/// Walks the frames behind a proven place, and says how far they prove themselves durable:
/// <list type="bullet">
/// <item>by a later frame, whose flush delta says what was on disk when it was written;</item>
/// <item>by a claim of the writer, if the log has exactly that frame at exactly that place.</item>
/// </list>
/// A pure function over bytes, but for a list that is used again.
/// </summary>
internal sealed class FrameWalk(FrameCodec codec)
{
    private readonly List<LogPlace> _unproven = [];

    /// <summary>Up to where the frames are proven.</summary>
    public LogPlace Proven { get; private set; }

    /// <summary>Where the frames end that continue each other, proven or not.</summary>
    public LogPlace Walked { get; private set; }

    /// <summary>True if the claim was met.</summary>
    public bool MetClaim { get; private set; }

    /// <summary>True if the frames may go on behind the bytes that were given.</summary>
    public bool IsCut { get; private set; }

    /// <param name="bytes">Of the log, from the proven place on.</param>
    /// <param name="end">The proven place.</param>
    /// <param name="claim">Up to where the writer says that the log is durable; null if it says nothing.</param>
    /// <param name="beyond">True to go on behind the claim.</param>
    public void Run(ReadOnlySpan<byte> bytes, in LogPlace end, LogPlace? claim, bool beyond)
    {
        _unproven.Clear();
        (Proven, Walked, MetClaim, IsCut) = (end, end, false, false);
        var at = 0;
        while (codec.TryRead(bytes[at..], end.Segment, end.Offset + at, out var frame) && Walked.Chain.Continues(frame))
        {
            ProveUpTo(end.Offset + at - frame.FlushDelta);
            at += frame.Length;
            Walked = new(end.Segment, end.Offset + at, FrameChain.After(frame));
            _unproven.Add(Walked);
            if (Walked != claim) continue;
            (Proven, MetClaim) = (Walked, true);
            _unproven.Clear();
            if (!beyond) return;
        }

        var rest = bytes[at..];
        IsCut = rest.Length < FrameHeader.Size
            || (FrameHeader.Read(rest).Length is > 0 and <= LogFormat.MaxFrameBytes and var length && length > rest.Length);
    }

    private void ProveUpTo(int durable)
    {
        if (durable <= Proven.Offset) return;
        var last = _unproven.FindLastIndex(place => place.Offset <= durable);
        if (last < 0) return;
        Proven = _unproven[last];
        _unproven.RemoveRange(0, last + 1);
    }
}
