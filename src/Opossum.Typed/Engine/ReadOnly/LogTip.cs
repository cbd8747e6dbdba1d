using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.Tail;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.ReadOnly;

/// <summary>
/// How far a log that another process writes was read. It goes over the frames as recovery does, but changes nothing, and takes only what
/// is proven durable: by <see cref="FrameWalk"/>, by the header of the next segment, before which all of a segment is flushed, or by a
/// run, which is made of such segments alone. What is behind the proven end is looked at and forgotten, since a recovery may put other
/// bytes there; what is before it never changes. One thread at a time calls it.
/// </summary>
internal sealed class LogTip(IStorage storage, Guid storeId, TermHasher terms) : IDisposable
{
    private const int Chunk = 1 << 20;
    private const int FirstLook = 16 << 10;
    private const int LongestLook = 2 * LogFormat.MaxFrameBytes;        // a group, and the first frame behind it

    private readonly OwnFiles _files = new(storage, storeId);
    private readonly ObservedView _view = new(storeId);
    private readonly FrameWalk _walk = new(new(terms.Seed));
    private Segment? _active;                       // where the end is; null before the first
    private TailIndex _tail = new();                // of the active segment
    private SegmentFrames _frames = new();          // likewise
    private byte[] _bytes = [];

    /// <summary>Up to where the log is proven, and indexed.</summary>
    public LogPlace End { get; private set; } = LogPlace.Start;

    /// <summary>Up to where whole frames were seen in the last look, proven or not.</summary>
    public LogPlace Walked { get; private set; } = LogPlace.Start;

    /// <summary>True if the last look met the claim: the log has what its writer says.</summary>
    public bool MetClaim { get; private set; }

    /// <summary>The segments up to the end, and their index.</summary>
    public LogView View => _view.Current;

    /// <summary>The segment that has the end; null in an empty log.</summary>
    public Segment? Active => _active;

    /// <summary>True if a full segment has its index in memory.</summary>
    public bool AwaitsRuns => View.Parts is [.., TailPart, _];

    /// <summary>Where the last frame before the end begins; 0 if the segment has none yet.</summary>
    public int LastFrame => _frames.LastFrame;

    /// <summary>Goes on as far as is proven.</summary>
    /// <param name="claim">Up to where the writer says that the log is durable; null if it says nothing.</param>
    /// <param name="beyond">True to look for more behind the claim.</param>
    public void Advance(LogPlace? claim, bool beyond)
    {
        MetClaim = false;
        while (Step(claim, beyond)) _view.DropOldest(_active!);
    }

    /// <summary>Takes runs that the writer has made.</summary>
    public void AdoptRuns()
    {
        if (_active is not null) _view.AdoptRuns(_files, _active);
    }

    public void Dispose() => View.Dispose();

    private bool Step(LogPlace? claim, bool beyond)
    {
        if (_active is null) return TryEnter(1, default);
        if (claim == End)
        {
            (MetClaim, Walked) = (true, End);
            if (!beyond) return false;
        }

        return Walk(claim, beyond);
    }

    /// <summary>Reads on in the active segment.</summary>
    /// <returns>True if another step may find more.</returns>
    private bool Walk(LogPlace? claim, bool beyond)
    {
        var isHere = claim is { } place && place.Segment == End.Segment && place.Offset > End.Offset;
        var size = isHere ? Math.Min(claim!.Value.Offset - End.Offset, Chunk) : claim?.Segment > End.Segment ? Chunk : FirstLook;
        while (true)
        {
            if (_bytes.Length < size) _bytes = GC.AllocateUninitializedArray<byte>(size);
            var bytes = _bytes.AsSpan(0, _active!.File.Read(_bytes.AsSpan(0, size), End.Offset));
            _walk.Run(bytes, End, claim, beyond);
            MetClaim |= _walk.MetClaim;
            Walked = _walk.Walked;
            var hasMore = _walk.IsCut && bytes.Length == size;
            var mayBeNext = !hasMore && (beyond || !_walk.MetClaim);
            if (mayBeNext && TryEnter(End.Segment + 1, bytes)) return true;
            if (_walk.Proven != End)
            {
                Take(_walk.Proven, bytes);
                return beyond || !MetClaim;
            }

            if (!hasMore || size >= LongestLook) return false;
            size = Math.Min(size * 4, LongestLook);
        }
    }

    /// <summary>Indexes the frames up to a place.</summary>
    /// <param name="until">The place, in the active segment.</param>
    /// <param name="bytes">Of the log, from the end on.</param>
    private void Take(in LogPlace until, ReadOnlySpan<byte> bytes)
    {
        var indexer = new SegmentIndexer(_tail, terms);
        for (var at = 0; End.Offset + at < until.Offset;)
        {
            var frame = FrameHeader.Read(bytes[at..]);
            indexer.Visit(frame, End.Offset + at, bytes.Slice(at, frame.Length));
            (_frames.LastFrame, _frames.LastHash) = (End.Offset + at, frame.Hash);
            at += frame.Length;
        }

        End = until;
    }

    /// <summary>
    /// Goes on in the next segment if it continues what was walked: its header is written after everything before it was flushed. Runs
    /// that begin with it are taken in the place of what they cover.
    /// </summary>
    private bool TryEnter(long number, ReadOnlySpan<byte> bytes)
    {
        if (_files.TryOpenSegment(number) is not var (file, header)) return false;
        try
        {
            if (number == 1 && header.StoreId != storeId) throw new StoreReplacedException(storage.Location, 0);
            var chain = _active is null ? FrameChain.Start : Walked.Chain;
            if (header.StoreId != storeId || !chain.Continues(header))
            {
                file.Dispose();
                return false;
            }

            if (_active is not null) Take(Walked, bytes);
            Begin(file, header);
            return true;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private void Begin(IStorageFile file, SegmentHeader header)
    {
        var (segments, parts) = (new List<Segment>(), new List<IndexPart>());
        foreach (var range in _files.ListRuns())
        {
            if (range.First != header.Number || _files.TryOpenRun(range) is not { } run) continue;
            if (run.Segments[0].Begin == FrameChain.Before(header) && _files.TryOpenSegment(range.Last + 1) is var (behind, next))
            {
                if (run.Segments[^1].End.Continues(next))
                {
                    file.Dispose();
                    for (var number = range.First; number <= range.Last; number++) segments.Add(_files.SegmentOf(number, run));
                    parts.Add(new RunPart(run));
                    (file, header) = (behind, next);
                    continue;
                }

                behind.Dispose();
            }

            run.Dispose();
        }

        _active?.Unpin();
        (_tail, _frames) = (new(), new());
        var name = Segment.NameOf(header.Number);
        _active = new(header, name, storage.Describe(name), _files.Pin(file, header, _frames), _tail);
        End = Walked = new(header.Number, SegmentHeader.Size, FrameChain.Before(header));
        _view.Append([.. segments, _active], [.. parts, new TailPart(header.BasePosition, header.Number, _tail)]);
    }
}
