using Opossum.Typed.Engine.Commit;
using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.IndexFiles.Reading;
using Opossum.Typed.Engine.IndexFiles.Upkeep;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.Tail;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Opening;

/// <summary>
/// Reads a log from its first segment to its last: takes what runs know of sealed segments once their files were looked at, reads every
/// other one, verifies its frames and the chain, and builds its index. Refuses damage. For one replay; unless that succeeds,
/// <see cref="Dispose"/> closes what it opened.
/// </summary>
internal sealed class LogReplay(
    IStorage storage, StoreLock storeLock, SegmentFiles files, ulong termMask = ulong.MaxValue, IProgress<IndexProgress>? progress = null)
    : IDisposable
{
    private readonly SegmentBytes _bytes = new();
    private readonly List<Segment> _segments = [];
    private readonly ReplayedIndex _index = new(storage);
    private readonly List<long> _unused = [];
    private RunCatalog? _catalog;
    private Guid? _storeId = storeLock.StoreId;
    private LogEnd _end = new(storage.Describe(Segment.NameOf(1)), 0, FrameChain.Start, IsClosed: true);
    private TornWrite? _torn;

    /// <exception cref="StoreDamagedException">Events that were acknowledged are missing or altered.</exception>
    /// <exception cref="StoreFormatException">A file is of another version.</exception>
    public ReplayedLog Run(FoundFiles found)
    {
        OpenRuns(found.Segments);
        var (read, runs) = (0, 0);
        for (long number = 1; number <= found.Segments; number++)
        {
            if (RunFrom(number, runs) is { } run)
            {
                if (IsOfThisLog(run, found.Segments))
                {
                    Take(run);
                    (number, runs) = (run.Range.Last, runs + 1);
                    continue;
                }

                _catalog!.Drop(run);
            }

            Read(number);
            if (_index.Seals) progress?.Report(new(++read, _index.Unindexed));
        }

        return new(_storeId, [.. _segments], _index.Parts, _index.Replayed, _end, _torn, [.. _unused], [.. _catalog?.Leftovers ?? []]);
    }

    public void Dispose()
    {
        foreach (var segment in _segments) segment.Dispose();
        _index.Dispose();
        foreach (var run in _catalog?.Runs ?? []) run.Dispose();
    }

    /// <summary>The runs of this store. One that reaches beyond the last segment shows that the log has lost files.</summary>
    private void OpenRuns(int segments)
    {
        if (segments == 0 || (_storeId ??= ReadHeader(1)?.StoreId) is not { } id) return;
        _catalog = new(storage, id);
        if (_catalog.Runs is [.., var last] && last.Range.Last > segments)
            throw Damage(Segment.NameOf(segments + 1), 0, "a segment is missing that the index knows");
        _index.Unindexed = segments - (int)_catalog.Runs.Sum(static run => run.Range.Count);
    }

    private Run? RunFrom(long number, int next) =>
        _catalog is not null && next < _catalog.Runs.Count && _catalog.Runs[next] is var run && run.Range.First == number ? run : null;

    /// <summary>Whether what a run says continues what came before it, and is continued by the segment behind it.</summary>
    private bool IsOfThisLog(Run run, int segments)
    {
        if (run.Segments[0].Begin != _end.Chain) return false;
        if (run.Range.Last == segments) return true;                 // which the plan refuses
        return ReadHeader(run.Range.Last + 1) is not { } next || run.Segments[^1].End.Continues(next);
    }

    private SegmentHeader? ReadHeader(long number)
    {
        using var file = storage.Open(Segment.NameOf(number));
        Span<byte> bytes = stackalloc byte[SegmentHeader.Size];
        return SegmentHeader.TryRead(bytes[..file.Read(bytes, 0)], out var header) == SegmentHeaderState.Valid ? header : null;
    }

    private void Take(Run run)
    {
        EnsureNothingIsMissingBefore();
        _index.SealBefore(run.Range.First - 1);
        new SealedCheck(storage, _storeId!.Value, readsAll: storeLock.MayBeCopyOfOpenStore).Examine(run);
        if (_segments.Count > 0) _segments[^1].Unpin();
        for (var number = run.Range.First; number <= run.Range.Last; number++) _segments.Add(new(_storeId!.Value, number, run, storage));
        _index.Add(run);
        var last = run.Segments[^1];
        _end = new(_segments[^1].Location, last.EndOffset, last.End, IsClosed: false);
    }

    private void Read(long number)
    {
        var name = Segment.NameOf(number);
        var file = storage.Open(name);
        try
        {
            var bytes = storeLock.WasClosed ? _bytes.ReadUsed(file) : _bytes.ReadAll(file);
            var state = SegmentHeader.TryRead(bytes, out var header);
            if (state == SegmentHeaderState.OtherVersion)
                throw new StoreFormatException(
                    storage.Describe(name), $"is of another format version; this one reads version {LogFormat.Version}.");
            if (state == SegmentHeaderState.Valid) ReadFrames(number, name, file, bytes, header);
            else ReadUnused(number, name, file, bytes);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>A prepared file, or one whose first group was torn.</summary>
    private void ReadUnused(long number, string name, IStorageFile file, ReadOnlySpan<byte> bytes)
    {
        var isUsed = bytes.ContainsAnyExcept((byte)0);
        if (isUsed) EnsureNothingIsMissingBefore();
        var kind = !isUsed ? SegmentEndKind.Clean
            : _storeId is { } id ? SegmentScan.Classify(bytes, 0, number, new FrameCodec(SegmentHeader.SeedOf(id)))
            : SegmentEndKind.Damaged;
        NoteEnd(kind, name, 0, bytes);
        _unused.Add(number);
        file.Dispose();
    }

    private void ReadFrames(long number, string name, IStorageFile file, ReadOnlySpan<byte> bytes, in SegmentHeader header)
    {
        EnsureNothingIsMissingBefore();
        if (header.Number != number) throw Damage(name, 0, $"the file is segment {header.Number} under another name");
        if (header.StoreId != (_storeId ??= header.StoreId)) throw Damage(name, 0, "the file belongs to another store");
        if (!_end.Chain.Continues(header))
            throw new StoreDamagedException(_end.Location, _end.Offset, $"the log breaks off before segment {number}");

        _index.SealBefore(number - 1);
        var end = Scan(bytes, header, out var index);
        if (bytes.Length < file.Length && !(end.Kind == SegmentEndKind.Clean && end.IsClosed))
            end = Scan(bytes = _bytes.ReadAll(file), header, out index);
        NoteEnd(end.Kind, name, end.Offset, bytes);
        if (_segments.Count > 0) _segments[^1].Unpin();
        var segment = new Segment(header, name, storage.Describe(name), files.Pin(name, file), index);
        _segments.Add(segment);
        _index.Add(segment, index, end);
        _end = new(segment.Location, end.Offset, end.Chain, end.IsClosed);
    }

    private SegmentEnd Scan(ReadOnlySpan<byte> bytes, in SegmentHeader header, out TailIndex index)
    {
        index = new TailIndex();
        var indexer = new SegmentIndexer(index, new(header.Seed, termMask));
        return SegmentScan.Run(bytes, header, new FrameCodec(header.Seed), ref indexer);
    }

    /// <summary>Every roll flushes first: once a segment was written to, the one before it was durable as a whole.</summary>
    private void EnsureNothingIsMissingBefore()
    {
        if (_torn is { } torn) throw Damage(torn.File, torn.Offset, "a later segment was written to, but this one has lost events");
        if (_unused is [var first, ..])
            throw Damage(Segment.NameOf(first), 0, "a later segment was written to, but this one has lost its events");
    }

    private void NoteEnd(SegmentEndKind kind, string name, int offset, ReadOnlySpan<byte> bytes)
    {
        if (kind == SegmentEndKind.Damaged) throw Damage(name, offset, "a frame that was acknowledged is not what was written");
        if (kind == SegmentEndKind.Torn) _torn = new(name, offset, bytes.LastIndexOfAnyExcept((byte)0) + 1 - offset);
    }

    private StoreDamagedException Damage(string name, long offset, string problem) => new(storage.Describe(name), offset, problem);
}
