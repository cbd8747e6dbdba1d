using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.IndexFiles.Reading;
using Opossum.Typed.Engine.IndexFiles.Writing;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.Tail;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Opening;

/// <summary>
/// The index of a log that is replayed, oldest part first. If many segments have no run, their indexes are put into runs while the replay
/// goes on, because together they could need more memory than there is. This is the only change that a replay makes, and only to the index.
/// </summary>
internal sealed class ReplayedIndex(IStorage storage) : IDisposable
{
    /// <summary>The number of segments without a run whose indexes always fit into memory.</summary>
    private const int MaxInMemory = 3;

    private readonly List<IndexPart> _parts = [];
    private readonly Dictionary<long, ReplayedSegment> _replayed = [];          // by number

    /// <summary>The number of segment files that no run knows, the prepared one among them.</summary>
    public int Unindexed { get; set; }

    public bool Seals => Unindexed > MaxInMemory;

    public IndexPart[] Parts => [.. _parts];

    /// <summary>How many segments were read whole.</summary>
    public int Replayed => _replayed.Count;

    public void Add(Segment segment, TailIndex index, in SegmentEnd end)
    {
        _parts.Add(new TailPart(segment.BasePosition, segment.Number, index));
        _replayed.Add(segment.Number, new(segment, end));
    }

    public void Add(Run run) => _parts.Add(new RunPart(run));

    /// <summary>
    /// Seals segments before one that is known to be followed by another, and so to have been durable when that was begun. If it fails,
    /// their indexes stay in memory.
    /// </summary>
    public void SealBefore(long followed)
    {
        if (!Seals) return;
        for (var i = _parts.Count - 1; i >= 0 && _parts[i] is TailPart tail; i--)
        {
            if (tail.Segment >= followed) continue;
            try
            {
                _parts[i] = Seal(tail, _replayed[tail.Segment]);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or RunUnreadableException)
            {
                return;
            }
        }
    }

    public void Dispose()
    {
        foreach (var part in _parts) (part as RunPart)?.Run.Dispose();
    }

    private RunPart Seal(TailPart tail, in ReplayedSegment replayed)
    {
        var (segment, end) = replayed;
        var storeId = segment.Header.StoreId;
        var known = new SealedSegment(
            segment.BasePosition, end.Chain.NextPosition, segment.Header.PreviousHash, end.Chain.LastHash, end.Offset, FirstOffset: 0,
            Offsets: 0, end.LastFrame, segment.FileLength);
        var run = new RunFiles(storage, storeId).Create(tail.Segments, to => TailSeal.Write(to, storeId, tail.Segment, tail.Index, known));
        segment.Seal(run);
        return new(run);
    }

    private readonly record struct ReplayedSegment(Segment Segment, SegmentEnd End);
}
