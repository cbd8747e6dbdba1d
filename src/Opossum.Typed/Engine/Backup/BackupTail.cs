using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Backup;

/// <summary>
/// The last segment of a backup, which ends with the snapshot: the frames up to there, and behind them the mark of a clean stop. Where the
/// log had been closed there, it is the very one that stands in the log.
/// </summary>
/// <param name="Length">Of the header and the frames up to the snapshot, in bytes.</param>
/// <param name="Close">The mark.</param>
internal readonly record struct BackupTail(int Length, byte[] Close)
{
    /// <param name="bytes">Of the log's segment. Commits may be writing behind the snapshot.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="head">The snapshot.</param>
    /// <exception cref="StoreDamagedException">A frame up to the snapshot is not what was written.</exception>
    public static BackupTail Of(ReadOnlySpan<byte> bytes, Segment segment, long head)
    {
        var header = segment.Header;
        var codec = new FrameCodec(header.Seed);
        if (SegmentHeader.TryRead(bytes, out var written) != SegmentHeaderState.Valid || written != header)
            throw new StoreDamagedException(segment.Location, 0, "the header of the segment is not what was written");
        var (offset, chain) = (SegmentHeader.Size, FrameChain.Before(header));
        while (chain.NextPosition <= head)
        {
            if (!codec.TryRead(bytes[offset..], header.Number, offset, out var frame) || !chain.Continues(frame))
                throw new StoreDamagedException(segment.Location, offset, "a frame that was acknowledged is not what was written");
            (offset, chain) = (offset + frame.Length, FrameChain.After(frame));
        }

        var close = new byte[FrameHeader.Size];
        var mark = new FrameHeader(
            FrameHeader.Size, Count: 0, FrameFlags.Close, Hash: 0, chain.NextPosition, chain.LastHash, FlushDelta: 0, KeyLength: 0);
        codec.WriteHeaderAndHash(close, mark, header.Number, offset);
        return new(offset, close);
    }
}
