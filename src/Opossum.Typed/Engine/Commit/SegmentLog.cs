using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.IndexFiles.Upkeep;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.Tail;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Commit;

/// <summary>
/// The log as a chain of segments, seen from its writing end: frames are staged into one buffer, written with one write and made durable
/// with one flush. The commit thread owns all of it, but for <see cref="Newest"/>; readers take a view and look up to the watermark.
/// </summary>
internal sealed class SegmentLog : IRecordSource, IDisposable
{
    private const int CloseFrameReserve = FrameHeader.Size;

    /// <summary>
    /// Room for some sixty appends of an event. A store with larger groups has more soon; one that is quiet needs none, and whoever opens
    /// many, as the tests do, pays for it with collections.
    /// </summary>
    private const int SmallGroup = 16 << 10;

    /// <summary>How far ahead of its use a term's slot is fetched: about eight events of two tags.</summary>
    private const int TermsAhead = 24;

    private readonly StoreLock _storeLock;
    private readonly SegmentFiles _files;
    private readonly FrameCodec _codec;
    private readonly Guid _storeId;

    private readonly LogViews _views;
    private readonly IndexKeeper _keeper;

    private Segment? _active;               // the last segment, where events go
    private (IndexSize Size, long Bytes) _held;         // what the index of the last full segment held, and for how many bytes
    private long _capacity;                 // of the active segment's file
    private byte[] _group = GC.AllocateUninitializedArray<byte>(SmallGroup, pinned: true);
    private int _groupLength;
    private int _groupOffset;               // where in the active segment the group's first byte goes
    private int _durableOffset;             // up to where the active segment is known durable
    private ulong _lastHash;
    private byte[] _scratch = new byte[4096];

    public SegmentLog(StoreLock storeLock, SegmentFiles files, RecoveredLog recovered, LogViews views, IndexKeeper keeper, TermHasher terms)
    {
        (_storeId, _storeLock, _files, _views, _keeper, Seed) = (recovered.StoreId, storeLock, files, views, keeper, terms.Seed);
        _active = views.Current.Segments is [.., var last] ? last : null;
        _codec = new(Seed);
        _lastHash = recovered.LastHash;
        _groupOffset = _durableOffset = recovered.EndOffset;
        _capacity = _active?.File.Length ?? 0;
        NextPosition = recovered.NextPosition;
        DurableHead = NextPosition - 1;
        Durable = new(_active?.Number ?? 0, _durableOffset, new(NextPosition, _lastHash));
    }

    /// <summary>The seed of every hash in the store.</summary>
    public ulong Seed { get; }

    public long NextPosition { get; private set; }

    public long DurableHead { get; private set; }

    /// <summary>Up to where everything is on disk.</summary>
    public LogPlace Durable { get; private set; }

    /// <summary>The file that events go to; null before the first. Any thread may ask.</summary>
    public PooledFile? Newest => Volatile.Read(ref _active)?.File;

    public bool HasStaged => _groupLength > 0;

    public int StagedBytes => _groupLength;

    /// <summary>Bounded, so that what a crash can tear is.</summary>
    public bool HasRoomInGroup(int frameLength) => !HasStaged || _groupLength + frameLength <= LogFormat.MaxFrameBytes;

    /// <summary>Room is left for a close frame, always.</summary>
    public bool HasRoomInSegment(int frameLength) => _groupOffset + _groupLength + frameLength + CloseFrameReserve <= _capacity;

    /// <summary>Gives an append its positions, and puts its frame into the group and its events into the index.</summary>
    public AppendResult Stage(AppendRequest request)
    {
        Invariant.Require(HasRoomInSegment(request.FrameLength), "an append that is staged has room in its segment");
        Invariant.Require((_groupOffset + _groupLength) % LogFormat.Alignment == 0, "every frame begins at a multiple of 8 bytes");
        var result = new AppendResult(NextPosition, NextPosition + request.Count - 1);
        var frame = ReserveInGroup(request.FrameLength);
        var recordsOffset = frame.Length - request.Records.Length;
        frame[FrameHeader.Size..recordsOffset].Clear();
        request.KeySection.Written.CopyTo(frame[FrameHeader.Size..]);
        request.Records.Written.CopyTo(frame[recordsOffset..]);
        var offset = CompleteFrame(frame, request.Count, FrameFlags.None, request.KeySection.Length);
        AddToIndex(request, offset + recordsOffset);
        NextPosition += request.Count;
        return result;
    }

    private void AddToIndex(AppendRequest request, int offset)
    {
        var index = _active!.ActiveIndex;
        var term = 0;
        foreach (var (at, e) in new FrameRecords(request.Records.Written))
        {
            var isFirst = at == 0;
            var terms = TermHasher.CountOf(e) + (isFirst && request.Key is not null ? 1 : 0);
            var ahead = Math.Min(term + TermsAhead, request.Terms.Count);
            index.Prefetch(request.Terms.Slice(ahead, Math.Min(terms, request.Terms.Count - ahead)));
            index.Add(offset + at, e.Size, isFirst ? request.KeySection.Length : 0, request.Terms.Slice(term, terms));
            term += terms;
        }

        Invariant.Require(term == request.Terms.Count, "an append has the terms of its events, and its key's behind those of the first");
    }

    /// <summary>Writes the staged group at the end of the active segment.</summary>
    public void Write()
    {
        if (!HasStaged) return;
        LookAtPathIfDue();
        _active!.File.Write(_group.AsSpan(0, _groupLength), _groupOffset);
        _groupOffset += _groupLength;
        _groupLength = 0;
    }

    /// <summary>
    /// Has the next segment made in the background: while a store is small once this one is half full, later at once, since filling it
    /// takes as long as the data.
    /// </summary>
    public void PrepareNext()
    {
        var begins = _files.IsFullSize(_capacity) ? 0 : _capacity / 2;
        if (_groupOffset <= begins) return;
        var (size, bytes) = _held.Bytes > 0 ? _held : (_active!.ActiveIndex.Size, _active.FileLength);
        _files.Prepare(_active!.Number + 1, size, bytes);
    }

    /// <summary>Makes everything written durable.</summary>
    /// <returns>False when it was already.</returns>
    public bool Flush()
    {
        LookAtPathIfDue();
        if (_durableOffset == _groupOffset) return false;
        _active!.File.Flush();
        var isFirst = _durableOffset == 0;
        _durableOffset = _groupOffset;
        DurableHead = NextPosition - 1;
        Durable = new(_active.Number, _durableOffset, new(NextPosition, _lastHash));
        if (isFirst) NoteDurable(_active);
        return true;
    }

    /// <summary>A segment has its first durable events.</summary>
    private void NoteDurable(Segment segment)
    {
        _storeLock.WriteOpen(_storeId, DurableHead);            // should the new file be lost, the log is known to have gone on
        _keeper.SealBefore(segment.Number);                     // now that this one is known, those before can't be taken for the last
    }

    /// <summary>Goes on in the next segment. Nothing may be staged or unflushed. Its header travels with its first group.</summary>
    public void Roll(int frameLength)
    {
        _keeper.AwaitRoom();
        _files.Path?.Look(_active?.File);
        if (_active is not null) _held = (_active.ActiveIndex.Size, _active.FileLength);
        var number = (_active?.Number ?? 0) + 1;
        var header = new SegmentHeader(_storeId, number, NextPosition, _lastHash);
        var (file, index) = _files.Take(number, SegmentHeader.Size + frameLength + CloseFrameReserve);
        var name = Segment.NameOf(number);
        _active?.Unpin();
        _active = new(header, name, _files.Describe(name), _files.Pin(name, file), index);
        _views.Add(_active, index);

        (_capacity, _groupOffset, _durableOffset) = (file.Length, 0, 0);
        header.Write(ReserveInGroup(SegmentHeader.Size));
    }

    /// <summary>Writes the frame that says: nothing in flight came after this. Everything before it must be durable.</summary>
    public void Close()
    {
        if (_active is null) return;
        CompleteFrame(ReserveInGroup(FrameHeader.Size), 0, FrameFlags.Close, keyLength: 0);
        Write();
        Flush();
    }

    /// <summary>
    /// Bytes of a segment, staged ones included; fewer at the end of the file. Valid until the next read. For the commit thread.
    /// </summary>
    public ReadOnlySpan<byte> Read(Segment segment, int offset, int length)
    {
        if (ReferenceEquals(segment, _active) && offset >= _groupOffset) return _group.AsSpan(offset - _groupOffset, length);
        if (_scratch.Length < length) _scratch = new byte[Math.Max(length, _scratch.Length * 2)];
        return _scratch.AsSpan(0, segment.File.Read(_scratch.AsSpan(0, length), offset));
    }

    public void Dispose()
    {
        _files.Dispose();
        _views.Current.Dispose();
    }

    /// <summary>If the path leads elsewhere nothing is lost, but other programs that follow it find another store, or none.</summary>
    private void LookAtPathIfDue() => _files.Path?.LookIfDue(_active?.File);

    private int CompleteFrame(Span<byte> frame, int count, FrameFlags flags, int keyLength)
    {
        var offset = _groupOffset + _groupLength - frame.Length;
        var header = new FrameHeader(frame.Length, count, flags, Hash: 0, NextPosition, _lastHash, offset - _durableOffset, keyLength);
        _lastHash = _codec.WriteHeaderAndHash(frame, header, _active!.Number, offset);
        return offset;
    }

    private Span<byte> ReserveInGroup(int length)
    {
        var needed = _groupLength + length;
        if (_group.Length < needed)
        {
            var larger = GC.AllocateUninitializedArray<byte>(Math.Max(needed, _group.Length * 2), pinned: true);
            _group.AsSpan(0, _groupLength).CopyTo(larger);
            _group = larger;
        }

        var reserved = _group.AsSpan(_groupLength, length);
        _groupLength = needed;
        return reserved;
    }
}
