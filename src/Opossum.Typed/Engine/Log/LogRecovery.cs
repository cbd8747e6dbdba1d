using Opossum.Typed.Engine.Index;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Engine.Log;

/// <summary>
/// Opens the log after anything: reads every segment, verifies every frame and the chain, builds the indexes, cuts off a torn tail and refuses damage. Changes nothing before
/// it has seen everything, so a refusal leaves the store as it was.
/// </summary>
internal sealed class LogRecovery(IStorage storage, StoreLock storeLock, SegmentFiles files, ulong termMask = ulong.MaxValue)
{
    private readonly List<Segment> _segments = [];
    private readonly List<(long Number, string Name)> _unused = [];
    private Guid? _storeId = storeLock.StoreId;
    private byte[] _bytes = [];
    private long _nextPosition = 1;
    private ulong _lastHash;
    private int _endOffset;
    private bool _isClosed = true;          // an empty log is
    private Cut? _cut;

    public RecoveredLog Run()
    {
        try
        {
            var names = SegmentNames();
            FlushTail(names);
            foreach (var (number, name) in names) Read(number, name);
            CheckHead();
            ApplyCut();
            Tidy();
            return new([.. _segments], _storeId ?? Guid.NewGuid(), _endOffset, _nextPosition, _lastHash, Report());
        }
        catch
        {
            foreach (var segment in _segments) segment.Dispose();
            throw;
        }
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
    /// What a crashed process wrote or renamed may be in memory only, and after a failed flush the cache may hold what the disk does not: no decision is made on such bytes and names.
    /// </summary>
    private void FlushTail(List<(long Number, string Name)> names)
    {
        storage.SyncDirectory("");
        storage.SyncDirectory(Segment.Directory);
        foreach (var (_, name) in names.TakeLast(2))
        {
            using var file = storage.Open(name);
            file.Flush();
            if (!storeLock.WasClosed && storeLock.OpenedInThisBoot) file.DropCache();
        }
    }

    private void Read(long number, string name)
    {
        var file = storage.Open(name);
        try
        {
            var bytes = ReadAll(file);
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

        var segment = new Segment(header, name, storage.Describe(name), file, new TailIndex());
        var indexer = new Indexer(segment.Index, new(header.Seed, termMask));
        var end = SegmentScan.Run(bytes, header, new FrameCodec(header.Seed), ref indexer);
        NoteEnd(end.Kind, name, (int)end.Offset, bytes);
        _segments.Add(segment);
        (_nextPosition, _lastHash, _endOffset, _isClosed) = (end.NextPosition, end.LastHash, (int)end.Offset, end.IsClosed);
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
            if (Segment.IsTemporary(name)) storage.Delete(name);
        foreach (var (number, name) in _unused)
        {
            if (number == _segments.Count + 1) files.Adopt(number, storage.Open(name));
            else storage.Delete(name);
        }
    }

    private Recovery Report() => new(_nextPosition - 1, _isClosed && _cut is null, _cut?.Length ?? 0, _cut is null ? null : storage.Describe(_cut.Name), _cut?.Offset ?? 0);

    private ReadOnlySpan<byte> ReadAll(IStorageFile file)
    {
        var length = (int)Math.Min(file.Length, Array.MaxLength);
        if (_bytes.Length < length) _bytes = GC.AllocateUninitializedArray<byte>(length);
        return _bytes.AsSpan(0, file.Read(_bytes.AsSpan(0, length), 0));
    }

    private StoreDamagedException Damage(string name, long offset, string problem) => new(storage.Describe(name), offset, problem);

    private sealed record Cut(string Name, int Offset, int Length);

    /// <summary>Puts every event of a verified frame into the segment's index.</summary>
    private readonly ref struct Indexer(TailIndex index, TermHasher hasher) : IFrameVisitor
    {
        public void Visit(in FrameHeader header, long offset, ReadOnlySpan<byte> frame)
        {
            Span<ulong> buffer = stackalloc ulong[LogFormat.MaxTags + 2];
            for (int i = 0, at = header.RecordsOffset; i < header.Count; i++)
            {
                var e = new EventRecord(frame[at..]);
                var terms = buffer[..hasher.OfEvent(e, buffer).Length];
                if (i == 0 && header.KeyLength > 0)
                {
                    terms = buffer[..(terms.Length + 1)];
                    terms[^1] = hasher.OfKey(KeySection.KeyOf(frame.Slice(FrameHeader.Size, header.KeyLength)));
                }

                index.Add((int)offset + at, e.Size, i == 0 ? header.KeyLength : 0, terms);
                at += LogFormat.Align(e.Size);
            }
        }
    }
}
