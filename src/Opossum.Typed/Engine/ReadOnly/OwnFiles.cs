using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.IndexFiles.Reading;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.ReadOnly;

/// <summary>
/// Opens the files of a log that others write, delete and may replace. Each file that is opened again must be of the history that was read:
/// a segment by its header and its last frame, which commit to all before them, and a run by its header and its table of segments.
/// </summary>
internal sealed class OwnFiles(IStorage storage, Guid storeId)
{
    private readonly ulong _seed = SegmentHeader.SeedOf(storeId);

    /// <summary>A segment that goes on; null if there is none, or nothing in it yet.</summary>
    /// <exception cref="StoreFormatException">It is of another version.</exception>
    public (IStorageFile File, SegmentHeader Header)? TryOpenSegment(long number)
    {
        var name = Segment.NameOf(number);
        if (storage.TryOpen(name) is not { } file) return null;
        Span<byte> bytes = stackalloc byte[SegmentHeader.Size];
        SegmentHeaderState state;
        SegmentHeader header;
        try
        {
            state = SegmentHeader.TryRead(bytes[..file.Read(bytes, 0)], out header);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        if (state == SegmentHeaderState.Valid && header.Number == number) return (file, header);
        file.Dispose();
        return state == SegmentHeaderState.OtherVersion
            ? throw new StoreFormatException(
                storage.Describe(name), $"is of another format version; this one reads version {LogFormat.Version}.")
            : null;
    }

    /// <summary>A segment whose file is open, and stays so until it is unpinned.</summary>
    /// <param name="file">Its file.</param>
    /// <param name="header">Its header.</param>
    /// <param name="end">Tells its last frame once it is full.</param>
    public PooledFile Pin(IStorageFile file, SegmentHeader header, SegmentFrames end) =>
        new(
            Same(header, opened => EnsureSame(opened, header, end.LastFrame, end.LastHash), () => end.LastHash),
            Segment.NameOf(header.Number), file);

    /// <summary>A segment that a run knows.</summary>
    public Segment SegmentOf(long number, Run run)
    {
        var known = run.Segments[run.IndexOf(number)];
        var header = new SegmentHeader(storeId, number, known.BasePosition, known.PreviousHash);
        return new(storeId, number, run, Same(
            header, opened => EnsureSame(opened, header, known.LastFrame, known.LastHash), () => known.LastHash));
    }

    /// <summary>The runs that there are, by segment and the widest first.</summary>
    public List<SegmentRange> ListRuns()
    {
        var ranges = new List<SegmentRange>();
        foreach (var name in storage.List(RunName.Directory))
            if (RunName.TryParse(name, out var range)) ranges.Add(range);
        ranges.Sort();
        return ranges;
    }

    /// <returns>Null if it can't be read, or was merged into another one since its name was seen.</returns>
    public Run? TryOpenRun(SegmentRange range)
    {
        ulong? mark = null;
        try
        {
            return Run.Open(new SameFile(storage, EnsureSameRun), range, storeId, _seed);
        }
        catch (RunUnreadableException)
        {
            return null;
        }

        void EnsureSameRun(IStorageFile file)
        {
            var found = MarkOf(file);
            if (found != (mark ??= found)) throw new FileNotFoundException($"'{RunName.Of(range)}' is another file than before.");
        }
    }

    private SameFile Same(SegmentHeader header, Action<IStorageFile> ensureSame, Func<ulong> lastHash) =>
        new(storage, ensureSame, () => Lost(header, lastHash(), 0, "a segment is missing"));

    /// <summary>
    /// A segment that is gone or short was lost if the one behind it is there and continues what was read. Otherwise the log is another
    /// one.
    /// </summary>
    private StoreException Lost(in SegmentHeader header, ulong lastHash, long offset, string problem)
    {
        if (TryOpenSegment(header.Number + 1) is not var (file, next)) return Replaced(header);
        file.Dispose();
        return next.StoreId == storeId && next.PreviousHash == lastHash
            ? new StoreDamagedException(storage.Describe(Segment.NameOf(header.Number)), offset, problem)
            : Replaced(header);
    }

    private StoreReplacedException Replaced(in SegmentHeader header) => new(storage.Location, header.BasePosition - 1);

    private void EnsureSame(IStorageFile file, in SegmentHeader header, int lastFrame, ulong lastHash)
    {
        Span<byte> bytes = stackalloc byte[SegmentHeader.Size];
        var isSame = SegmentHeader.TryRead(bytes[..file.Read(bytes, 0)], out var found) == SegmentHeaderState.Valid && found == header;
        if (isSame && lastFrame > 0)
        {
            bytes = bytes[..FrameHeader.Size];
            if (file.Length < lastFrame + bytes.Length)
                throw Lost(header, lastHash, file.Length, "the segment ends before events that were acknowledged");
            isSame = file.Read(bytes, lastFrame) == bytes.Length && FrameHeader.Read(bytes).Hash == lastHash;
        }

        if (!isSame) throw Replaced(header);
    }

    /// <summary>Of the parts of a run that say which history it is of.</summary>
    private static ulong MarkOf(IStorageFile file)
    {
        Span<byte> page = stackalloc byte[RunFormat.PageSize];
        var length = file.Read(page, 0);
        var mark = LogFormat.Hash(page[..length], seed: 0);
        if (length < page.Length || RunHeader.TryRead(page) is not { } header) return mark;
        var pages = (header.Range.Count + RunFormat.SegmentsPerPage - 1) / RunFormat.SegmentsPerPage;
        for (var i = 0; i < pages; i++)
        {
            length = file.Read(page, (header.SegmentsPage + i) * RunFormat.PageSize);
            mark = LogFormat.Hash(page[..length], mark);
        }

        return mark;
    }
}

/// <summary>How far the frames of a segment were read: the thread that reads on writes it before the file may be closed.</summary>
internal sealed class SegmentFrames
{
    /// <summary>Where the last frame begins; 0 if there is none.</summary>
    public int LastFrame { get; set; }

    /// <summary>The hash of the last frame.</summary>
    public ulong LastHash { get; set; }
}
