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
        var (offset, position, previous) = (SegmentHeader.Size, header.BasePosition, header.PreviousHash);
        while (position <= head)
        {
            if (!codec.TryRead(bytes[offset..], header.Number, offset, out var frame) || frame.BasePosition != position || frame.PreviousHash != previous)
                throw new StoreDamagedException(segment.Location, offset, "a frame that was acknowledged is not what was written");
            (offset, position, previous) = (offset + frame.Length, position + frame.Count, frame.Hash);
        }

        var close = new byte[FrameHeader.Size];
        codec.Seal(close, new(FrameHeader.Size, 0, FrameFlags.Close, Hash: 0, position, previous, FlushDelta: 0, KeyLength: 0), header.Number, offset);
        return new(offset, close);
    }
}
