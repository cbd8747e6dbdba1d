using Opossum.Typed.Engine.Append;
using Opossum.Typed.Engine.Backup;
using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.IndexFiles.Reading;
using Opossum.Typed.Engine.IndexFiles.Upkeep;
using Opossum.Typed.Engine.IndexFiles.Writing;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.Tail;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Opening;

/// <summary>
/// Opens the log after anything: takes what runs know of sealed segments once their files were looked at, reads every other one, verifies
/// its frames and the chain, builds its index, cuts off a torn tail and
/// refuses damage. Changes nothing of the log before it has seen all that it reads, so a refusal leaves the events as they were.
/// </summary>
internal sealed class LogRecovery(IStorage storage, StoreLock storeLock, SegmentFiles files, ulong termMask = ulong.MaxValue, IProgress<IndexProgress>? progress = null)
{
    /// <summary>
    /// With more segments than this without a run, each is sealed as soon as it was read: their indexes together could be more than the
    /// memory holds.
    /// </summary>
    private const int MaxInMemory = 3;

    private readonly List<Segment> _segments = [];
    private readonly List<IndexPart> _parts = [];
    private RunCatalog? _catalog;
    private int _unindexed;                 // segment files that no run knows, the prepared one among them
    private int _read;                      // of these
    private int _replayed;
    private readonly List<(int End, int LastFrame)> _ends = [];         // where the frames of each segment end, and the last one begins
    private readonly List<(long Number, string Name)> _unused = [];
    private Guid? _storeId = storeLock.StoreId;
    private readonly SegmentBytes _bytes = new();
    private long _nextPosition = 1;
    private ulong _lastHash;
    private int _endOffset;
    private bool _isClosed = true;          // an empty log is
    private Cut? _cut;

    public RecoveredLog Run()
    {
        try
        {
            FinishBackup();
            var names = SegmentNames();
            FlushTail(names);
            ReadAll(names);
            CheckHead();
            CheckIndex();
            ApplyCut();
            Tidy();
            return new(new([.. _segments], [.. _parts]), _storeId ?? Guid.NewGuid(), _endOffset, _nextPosition, _lastHash, _replayed, Report());
        }
        catch
        {
            foreach (var segment in _segments) segment.Dispose();
            foreach (var part in _parts.OfType<RunPart>()) part.Run.Dispose();
            if (_catalog is not null)
                foreach (var run in _catalog.Runs) run.Dispose();
            files.Dispose();
            throw;
        }
    }

    /// <summary>
    /// A backup whose making was interrupted is not opened before it is complete; one that only lacks its files' names gets them.
    /// </summary>
    private void FinishBackup()
    {
        if (storeLock.IsIncomplete) throw new StoreFormatException(storage.Location, "holds a backup that was never completed. Back the store up into it again, which completes it, or delete it.");
        if (storeLock.IsPublishing && storeLock.StoreId is { } id) StagedFiles.Publish(storage, storeLock, id, storeLock.KnownHead);
    }

    private List<(long Number, string Name)> SegmentNames()
    {
        var names = new List<(long Number, string Name)>();
        foreach (var name in storage.List(Segment.Directory))
            if (Segment.TryParseName(name, out var number)) names.Add((number, name));
        names.Sort();
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i].Number == i + 1) continue;
            throw new StoreDamagedException(storage.Describe(Segment.NameOf(i + 1)), 0, "a segment is missing");
        }

        return names;
    }

    /// <summary>
    /// What a crashed process wrote or renamed may be in memory only, and after a failed flush the cache may hold what the disk does not:
    /// no decision is made on such bytes and names.
    /// </summary>
    private void FlushTail(List<(long Number, string Name)> names)
    {
        storage.SyncDirectory("");
        storage.SyncDirectory(Segment.Directory);
        storage.SyncDirectory(RunName.Directory);
        foreach (var (_, name) in names.TakeLast(2))
        {
            using var file = storage.Open(name);
            file.Flush();
            if (!storeLock.WasClosed && storeLock.OpenedInThisBoot) file.DropCache();
        }
    }

    private void ReadAll(List<(long Number, string Name)> names)
    {
        OpenRuns(names);
        var next = 0;                   // among the runs
        for (var i = 0; i < names.Count; i++)
        {
            if (_catalog is not null && next < _catalog.Runs.Count && _catalog.Runs[next].Name.First == names[i].Number)
            {
                var run = _catalog.Runs[next];
                if (IsOfThisLog(run, names))
                {
                    Take(run);
                    next++;
                    i += (int)run.Name.Count - 1;
                    continue;
                }

                _catalog.Drop(run);
            }

            Read(names[i].Number, names[i].Name);
            if (_unindexed > MaxInMemory) progress?.Report(new(++_read, _unindexed));
        }
    }

    /// <summary>The runs of this store. One that reaches beyond the last segment shows that the log has lost files.</summary>
    private void OpenRuns(List<(long Number, string Name)> names)
    {
        if (names.Count == 0 || (_storeId ??= IdInFirstSegment()) is not { } id) return;
        _catalog = new(storage, id);
        if (_catalog.Runs is [.., var last] && last.Name.Last > names.Count) throw Damage(Segment.NameOf(names.Count + 1), 0, "a segment is missing that the index knows");
        _unindexed = names.Count - (int)_catalog.Runs.Sum(static run => run.Name.Count);
    }

    private Guid? IdInFirstSegment()
    {
        using var file = storage.Open(Segment.NameOf(1));
        return TryReadHeader(file, out var header) ? header.StoreId : null;
    }

    /// <summary>Whether what a run says continues what came before it, and is continued by the segment behind it.</summary>
    private bool IsOfThisLog(Run run, List<(long Number, string Name)> names)
    {
        if ((run.Segments[0].BasePosition, run.Segments[0].PreviousHash) != (_nextPosition, _lastHash)) return false;
        if (run.Name.Last == names.Count) return true;              // which is refused later
        using var file = storage.Open(Segment.NameOf(run.Name.Last + 1));
        return !TryReadHeader(file, out var header) || (header.BasePosition, header.PreviousHash) == (run.Segments[^1].NextPosition, run.Segments[^1].LastHash);
    }

    private static bool TryReadHeader(IStorageFile file, out SegmentHeader header)
    {
        Span<byte> bytes = stackalloc byte[SegmentHeader.Size];
        return SegmentHeader.TryRead(bytes[..file.Read(bytes, 0)], out header) == SegmentHeaderState.Valid;
    }

    private void Take(Run run)
    {
        EnsureNothingIsMissingBefore();
        SealBefore(run.Name.First - 1);
        new SealedCheck(storage, _storeId!.Value, readsAll: storeLock.MayBeCopyOfOpenStore).Examine(run);
        if (_segments.Count > 0) _segments[^1].Unpin();
        for (var number = run.Name.First; number <= run.Name.Last; number++) _segments.Add(new(_storeId!.Value, number, run, storage));
        foreach (var segment in run.Segments) _ends.Add((segment.EndOffset, segment.LastFrame));
        _parts.Add(new RunPart(run));
        var last = run.Segments[^1];
        (_nextPosition, _lastHash, _endOffset, _isClosed) = (last.NextPosition, last.LastHash, last.EndOffset, false);
    }

    private void Read(long number, string name)
    {
        var file = storage.Open(name);
        try
        {
            var bytes = storeLock.WasClosed ? _bytes.ReadUsed(file) : _bytes.ReadAll(file);
            var state = SegmentHeader.TryRead(bytes, out var header);
            if (state == SegmentHeaderState.OtherVersion) throw new StoreFormatException(storage.Describe(name), $"is of another format version; this one reads version {LogFormat.Version}.");
            if (!bytes.ContainsAnyExcept((byte)0) || state != SegmentHeaderState.Valid) ReadUnused(number, name, file, bytes);
            else ReadFrames(number, name, file, bytes, header);
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
        _unused.Add((number, name));
        file.Dispose();
    }

    private void ReadFrames(long number, string name, IStorageFile file, ReadOnlySpan<byte> bytes, SegmentHeader header)
    {
        EnsureNothingIsMissingBefore();
        if (header.Number != number) throw Damage(name, 0, $"the file is segment {header.Number} under another name");
        if (header.StoreId != (_storeId ??= header.StoreId)) throw Damage(name, 0, "the file belongs to another store");
        if (header.BasePosition != _nextPosition || header.PreviousHash != _lastHash)
            throw Damage(_segments.Count == 0 ? name : _segments[^1].Name, _endOffset, $"the log breaks off before segment {number}");

        SealBefore(number - 1);
        var end = Scan(bytes, header, out var index);
        if (bytes.Length < file.Length && !(end.Kind == SegmentEndKind.Clean && end.IsClosed)) end = Scan(bytes = _bytes.ReadAll(file), header, out index);
        NoteEnd(end.Kind, name, end.Offset, bytes);
        if (_segments.Count > 0) _segments[^1].Unpin();
        _segments.Add(new(header, name, storage.Describe(name), files.Pin(name, file), index));
        _ends.Add((end.Offset, end.LastFrame));
        _parts.Add(new TailPart(header.BasePosition, number, index));
        _replayed++;
        (_nextPosition, _lastHash, _endOffset, _isClosed) = (end.Chain.NextPosition, end.Chain.LastHash, end.Offset, end.IsClosed);
    }

    private SegmentEnd Scan(ReadOnlySpan<byte> bytes, in SegmentHeader header, out TailIndex index)
    {
        index = new TailIndex();
        var indexer = new SegmentIndexer(index, new(header.Seed, termMask));
        return SegmentScan.Run(bytes, header, new FrameCodec(header.Seed), ref indexer);
    }

    /// <summary>
    /// Puts indexes into runs, if there are too many for the memory: those of segments before one that is known to be followed by another,
    /// and so to have been durable when that was begun. Should it fail, they have to fit.
    /// </summary>
    private void SealBefore(long followed)
    {
        if (_unindexed <= MaxInMemory) return;
        for (var i = _parts.Count - 1; i >= 0 && _parts[i] is TailPart { Index: var index }; i--)
        {
            if (_parts[i].Segments.Last >= followed) continue;
            var (segment, next) = (_segments[(int)_parts[i].Segments.First - 1], _segments[(int)_parts[i].Segments.First]);
            var (end, last) = _ends[(int)segment.Number - 1];
            var known = new SealedSegment(
                segment.BasePosition, next.BasePosition, segment.Header.PreviousHash, next.Header.PreviousHash, end, 0, 0, last, segment.FileLength);
            try
            {
                var run = new RunFiles(storage, _storeId!.Value).Create(_parts[i].Segments, to => TailSeal.Write(to, _storeId!.Value, segment.Number, index, known));
                segment.Seal(run);
                _parts[i] = new RunPart(run);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or RunUnreadableException)
            {
                return;
            }
        }
    }

    /// <summary>Every roll flushes first: once a segment was written to, the one before it was durable as a whole.</summary>
    private void EnsureNothingIsMissingBefore()
    {
        if (_cut is { } cut) throw Damage(cut.Name, cut.Offset, "a later segment was written to, but this one has lost events");
        if (_unused.Count > 0) throw Damage(_unused[0].Name, 0, "a later segment was written to, but this one has lost its events");
    }

    private void NoteEnd(SegmentEndKind kind, string name, int offset, ReadOnlySpan<byte> bytes)
    {
        if (kind == SegmentEndKind.Damaged) throw Damage(name, offset, "a frame that was acknowledged is not what was written");
        if (kind == SegmentEndKind.Torn) _cut = new(name, offset, bytes.LastIndexOfAnyExcept((byte)0) + 1 - offset);
    }

    private void CheckHead()
    {
        var head = _nextPosition - 1;
        if (head >= storeLock.KnownHead) return;
        throw Damage(_segments.Count == 0 ? Segment.NameOf(1) : _segments[^1].Name, _endOffset, $"the log ends at position {head}, but had reached {storeLock.KnownHead}");
    }

    /// <summary>A segment gets a run when the next one has durable events: the last one never has.</summary>
    private void CheckIndex()
    {
        if (_parts is [.., RunPart]) throw Damage(_segments[^1].Name, _endOffset, "the log ends with this segment, but the index knows that it had gone on");
    }

    /// <summary>Zeros where the torn write was: nothing of it is ever adopted by a later recovery.</summary>
    private void ApplyCut()
    {
        if (_cut is not { } cut) return;
        using var opened = _segments.Count > 0 && _segments[^1].Name == cut.Name ? null : storage.Open(cut.Name);
        var file = opened ?? _segments[^1].File;
        file.Write(new byte[cut.Length], cut.Offset);
        file.Flush();
    }

    /// <summary>Keeps the file that the log goes on in, and deletes what an earlier run left over.</summary>
    private void Tidy()
    {
        foreach (var name in storage.List(Segment.Directory))
            if (Segment.IsTemporary(name) || StagedFiles.IsOne(name)) storage.Delete(name);
        foreach (var (number, name) in _unused)
        {
            if (number == _segments.Count + 1) files.Adopt(number, storage.Open(name));
            else storage.Delete(name);
        }

        if (_catalog is null) return;
        var runs = new RunFiles(storage, _storeId!.Value);
        foreach (var name in _catalog.Leftovers) runs.TryDelete(name);
    }

    private Recovery Report() => new(_nextPosition - 1, _isClosed && _cut is null, _cut?.Length ?? 0, _cut is null ? null : storage.Describe(_cut.Name), _cut?.Offset ?? 0);

    private StoreDamagedException Damage(string name, long offset, string problem) => new(storage.Describe(name), offset, problem);

    private sealed record Cut(string Name, int Offset, int Length);
}
