using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.Tail;

namespace Opossum.Typed.Engine.View;

/// <summary>Puts every event of verified frames into an index.</summary>
internal readonly struct SegmentIndexer(TailIndex index, TermHasher hasher) : IFrameVisitor
{
    public void Visit(in FrameHeader header, long offset, ReadOnlySpan<byte> frame)
    {
        Span<ulong> buffer = stackalloc ulong[LogFormat.MaxTags + 2];
        var key = frame.Slice(FrameHeader.Size, header.KeyLength);
        foreach (var (at, e) in FrameRecords.In(frame, header))
        {
            index.Add((int)offset + at, e.Size, key.Length, hasher.OfEvent(e, key, buffer));
            key = default;              // it is the first event's
        }
    }

    /// <summary>The index of a sealed segment, from its file.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="file">Its file.</param>
    /// <param name="known">How it must end.</param>
    /// <param name="hasher">Of the terms.</param>
    /// <exception cref="StoreDamagedException">The file does not hold what was written.</exception>
    public static TailIndex Read(Segment segment, IStorageFile file, in SealedSegment known, TermHasher hasher)
    {
        var bytes = new byte[known.EndOffset];
        var length = file.Read(bytes, 0);
        var index = new TailIndex();
        var indexer = new SegmentIndexer(index, hasher);
        var end = SegmentScan.Run(bytes.AsSpan(0, length), segment.Header, new FrameCodec(segment.Header.Seed), ref indexer);
        return end.Chain == known.End
            ? index
            : throw new StoreDamagedException(segment.Location, end.Offset, "a frame that was acknowledged is not what was written");
    }
}
