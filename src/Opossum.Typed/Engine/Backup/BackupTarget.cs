using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.IndexFiles.Reading;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.TagFiles;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Backup;

/// <summary>
/// What a directory holds before a backup: nothing, or an older backup of the same store, of which whole files are kept. What it can't be
/// told of is refused: another store, or one that went on by itself. Each segment's header commits to all that came before it, so comparing
/// headers compares histories; only the last segment has to be read.
/// </summary>
internal sealed class BackupTarget
{
    private readonly IStorage _storage;
    private readonly BackupSource _source;
    private readonly Dictionary<string, long> _kept = new(StringComparer.Ordinal);        // with their lengths
    private long _last;             // the last segment that holds events

    private BackupTarget(IStorage storage, BackupSource source) => (_storage, _source) = (storage, source);

    /// <summary>Whether there is no backup yet.</summary>
    public bool IsEmpty => _last == 0;

    /// <exception cref="BackupException">It can't take this store's backup.</exception>
    public static BackupTarget Examine(IStorage storage, StoreLock storeLock, BackupSource source)
    {
        var target = new BackupTarget(storage, source);
        if (storeLock.StoreId is { } id && id != source.StoreId) throw target.OtherStore(id);
        target.ExamineSegments();
        if (storeLock.KnownHead > source.Head)
            throw target.WentOn($"it had reached position {storeLock.KnownHead}, this store {source.Head}");
        if (storeLock.Tags.Epoch > source.TagMark.Epoch)
            throw target.WasRetagged($"it was retagged to epoch {storeLock.Tags.Epoch}, this store to {source.TagMark.Epoch}");
        target.ExamineRuns();
        target.ExamineTags();
        return target;
    }

    /// <summary>Whether a file is there as it is to be, and is counted.</summary>
    public bool Keeps(string name, BackupWriter writer)
    {
        if (!_kept.TryGetValue(name, out var length)) return false;
        writer.Keep(length);
        return true;
    }

    private void ExamineSegments()
    {
        long before = 0;
        foreach (var number in Numbers())
        {
            if (!HoldsEvents(number)) continue;
            if (before > 0) KeepIfWhole(_source.Sealed[before - 1]);
            before = number;
        }

        _last = before;
        if (_last > 0) ExamineLast();
    }

    private SortedSet<long> Numbers()
    {
        var numbers = new SortedSet<long>();
        foreach (var name in _storage.List(Segment.Directory))
            if (Segment.TryParseName(name, out var number)) numbers.Add(number);
        return numbers;
    }

    /// <summary>False for a file that an opened backup has prepared. A segment with events must be one of the store's.</summary>
    private bool HoldsEvents(long number)
    {
        using var file = _storage.Open(Segment.NameOf(number));
        Span<byte> bytes = stackalloc byte[SegmentHeader.Size];
        switch (SegmentHeader.TryRead(bytes[..file.Read(bytes, 0)], out var header))
        {
            case SegmentHeaderState.Blank:
                return false;
            case SegmentHeaderState.Valid when header.StoreId != _source.StoreId:
                throw OtherStore(header.StoreId);
            case SegmentHeaderState.Valid when header == _source.HeaderOf(number):
                return true;
            case SegmentHeaderState.Valid:
                throw WentOn($"its segment {number} begins otherwise than this store's");
            default:
                throw Damaged(number, 0);
        }
    }

    /// <summary>The segment behind it continues it, so it is this store's; only whether the file is whole is left open.</summary>
    private void KeepIfWhole(SealedPart part)
    {
        using var file = _storage.Open(part.Name);
        if (file.Length == _source.LengthOf(part.Name)) _kept.Add(part.Name, file.Length);
    }

    /// <summary>
    /// It may end before the store's segment of that number does, and may have been opened and closed: marks of clean stops are no events.
    /// </summary>
    private void ExamineLast()
    {
        var name = Segment.NameOf(_last);
        byte[] bytes;
        using (var file = _storage.Open(name))
        {
            bytes = new byte[file.Length];
            file.Read(bytes, 0);
        }

        var last = new LastEvents();
        var header = _source.HeaderOf(_last)!.Value;
        var end = SegmentScan.Run(bytes, header, new FrameCodec(_source.Seed), ref last);
        if (end.Kind == SegmentEndKind.Damaged) throw Damaged(_last, end.Offset);          // what was torn is no event
        var original = new byte[last.End];
        using (var file = _source.Storage.Open(name)) file.Read(original, 0);
        if (last.Head > _source.Head || !bytes.AsSpan(0, last.End).SequenceEqual(original))
            throw WentOn($"its events up to position {last.Head} are not all this store's");
    }

    /// <summary>Its table of segments names the hashes of the log, so that one of another history is not taken for ours.</summary>
    private void ExamineRuns()
    {
        foreach (var run in _source.Runs)
        {
            try
            {
                using var there = Run.Open(_storage, run.Range, _source.StoreId, _source.Seed);
                if (there.Size == run.Size && there.Segments.SequenceEqual(run.Segments)) _kept.Add(RunName.Of(run.Range), run.Size);
            }
            catch (RunUnreadableException)
            {
                // Missing as a rule.
            }
        }
    }

    /// <summary>
    /// What was published there must be what the store has or had: an epoch that is unknown here, or differs, is of a backup that was
    /// retagged by itself.
    /// </summary>
    private void ExamineTags()
    {
        var there = _storage.List(TagName.Directory).ToHashSet(StringComparer.Ordinal);
        var current = _source.Tags is [.., var set] && TagName.TryParse(set.Name, out var name) ? name.Epoch : 0;
        foreach (var file in there)
        {
            if (!TagName.TryParse(file, out var found) || found.Kind != TagFileKind.Set) continue;
            if (found.Epoch > current) throw WasRetagged($"it was retagged to epoch {found.Epoch}, this store to {current}");
            if (found.Epoch < current && !IsOfHistory(file, found.Epoch))
                throw WasRetagged($"its tags of epoch {found.Epoch} are others than this store's were");
        }

        if (current > 0 && there.Contains(_source.Tags[^1].Name) && !_source.Tags[^1].IsHeldBy(_storage, _source.StoreId))
            throw WasRetagged($"its tags of epoch {current} are others than this store's");
        foreach (var part in _source.Tags)
            if (there.Contains(part.Name) && part.IsHeldBy(_storage, _source.StoreId)) _kept.Add(part.Name, part.Length);
    }

    /// <summary>
    /// False for a set that this store never had. One that is not whole is taken for its own, and so is one that is older than what is
    /// known.
    /// </summary>
    private bool IsOfHistory(string name, long epoch)
    {
        if (epoch > _source.TagHistory.Length || _source.TagHistory[(int)epoch - 1] is not (> 0 and var known)) return true;
        using var file = _storage.Open(name);
        var bytes = new byte[file.Length];
        return TagSetFile.TryDecode(bytes.AsSpan(0, file.Read(bytes, 0)), _source.StoreId) is null || TagSetFile.CheckOf(bytes) == known;
    }

    private BackupException OtherStore(Guid id) =>
        new(
            _storage.Location,
            $"it holds the store {id:D}, and this one is {_source.StoreId:D}. Name another directory: each store has its own.");

    private BackupException WentOn(string how) => NotEarlier(how, "appended to");

    private BackupException WasRetagged(string how) => NotEarlier(how, "retagged");

    private BackupException NotEarlier(string how, string was) =>
        new(_storage.Location, $"what it holds is not an earlier state of this store: {how}. One of the two was opened and {was} by "
            + "itself. Name another directory, and keep both until you know which is right.");

    private BackupException Damaged(long number, long offset) =>
        new(_storage.Location, $"what it holds is damaged ({_storage.Describe(Segment.NameOf(number))}, offset {offset}). "
            + "Delete the directory, or name another.");

    /// <summary>Where the last frame with events ends.</summary>
    private struct LastEvents() : IFrameVisitor
    {
        public int End { get; private set; } = SegmentHeader.Size;

        public long Head { get; private set; }

        public void Visit(in FrameHeader header, long offset, ReadOnlySpan<byte> frame)
        {
            if (header.Count > 0) (End, Head) = ((int)offset + frame.Length, header.BasePosition + header.Count - 1);
        }
    }
}
