using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Engine.IndexFiles.Reading;

/// <summary>
/// The index of some sealed segments, in a file that never changes. Opened by its first page and its table of segments; all else is read
/// when it is asked for. Any thread may ask.
/// </summary>
internal sealed class Run : IDisposable
{
    private readonly RunPages _pages;
    private readonly RunHeader _header;
    private readonly RunFilter _filter;
    private ulong[]? _fences;           // the first term of each page of the dictionary; read by who needs it first
    private int _isUnreadable;
    private volatile bool _isReplaced;

    private Run(RunPages pages, in RunHeader header, string location, ImmutableArray<SealedSegment> segments)
    {
        (_pages, _header, _filter, Location, Segments) = (pages, header, new(pages, header), location, segments);
    }

    public SegmentRange Range => _header.Range;

    /// <summary>The position of its first event.</summary>
    public long First => _header.First;

    public long Last => _header.Next - 1;

    public long Terms => _header.Terms;

    public int OffsetCount => _header.Offsets;

    /// <summary>As a user finds it, for messages.</summary>
    public string Location { get; }

    public ImmutableArray<SealedSegment> Segments { get; }

    /// <summary>Bytes of the file.</summary>
    public long Size => _header.Pages * RunFormat.PageSize;

    /// <summary>Bytes of filter and fences in memory.</summary>
    public long LoadedBytes => _filter.LoadedBytes + (_fences?.Length ?? 0) * sizeof(ulong);

    /// <summary>Whether somebody met a page that is not what was written.</summary>
    public bool IsUnreadable => Volatile.Read(ref _isUnreadable) != 0;

    /// <summary>
    /// Whether others have taken its place: its file may be gone, and who reads it still can find it so. The log answers then.
    /// </summary>
    public bool IsReplaced => _isReplaced;

    /// <summary>Whether there is no file, since it could not be written yet.</summary>
    public bool IsMissing { get; private init; }

    /// <exception cref="RunUnreadableException">It is no whole run of this name, store and version.</exception>
    /// <exception cref="IOException">It could not be looked at; it may be a good one.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static Run Open(IStorage storage, SegmentRange segments, Guid? storeId, ulong seed) =>
        Open(storage, RunName.Of(segments), segments, storeId, RunFormat.PageSeed(seed, segments));

    /// <inheritdoc cref="Open(IStorage, SegmentRange, Guid?, ulong)"/>
    public static Run Open(IStorage storage, string name, SegmentRange segments, Guid? storeId, ulong pageSeed)
    {
        var location = storage.Describe(name);
        var file = new PooledFile(storage, name);
        var pages = new RunPages(file, location, pageSeed);
        try
        {
            var page = new byte[RunFormat.PageSize];
            pages.Read(0, page);
            if (RunHeader.TryRead(page) is not { } header
                || header.Range != segments
                || header.StoreId != (storeId ?? header.StoreId)
                || file.Length < header.Pages * RunFormat.PageSize)
                throw new RunUnreadableException(location, 0);
            return new(pages, header, location, ReadSegments(pages, header));
        }
        catch (Exception e)
        {
            pages.Dispose();
            if (StorageErrors.IsOfFile(e)) throw new RunUnreadableException(location, 0, e);
            throw;
        }
    }

    /// <summary>In the place of a run of one segment that could not be written: it answers as one does whose file can't be read.</summary>
    public static Run Missing(Guid storeId, SegmentRange segments, in SealedSegment segment)
    {
        const string Location = "a run that could not be written";
        var pages = new RunPages(new MemoryStorage().Create("none"), Location, seed: 0);
        var header = new RunHeader(
            storeId, segments, segment.BasePosition, segment.NextPosition, Terms: 1, FilterBlocks: 1, segment.Offsets, PostingBytes: 1);
        return new(pages, header, Location, [segment]) { IsMissing = true, _isUnreadable = 1 };
    }

    /// <summary>The index of a segment in <see cref="Segments"/>.</summary>
    public int IndexOf(long segment) => (int)(segment - Range.First);

    /// <summary>Whether the run may have events with a term; no is certain.</summary>
    public bool MayContain(ulong term) => _filter.MayContain(term & RunFormat.TermMask);

    /// <summary>Looks a term up in the dictionary: one page.</summary>
    public bool TryFind(ulong term, out TermEntry entry)
    {
        term &= RunFormat.TermMask;
        var fences = _fences ?? LoadFences();
        var page = Array.BinarySearch(fences, term);
        if (page < 0) page = ~page - 1;
        entry = default;
        return page >= 0 && TryFindIn(_pages.Read(RunHeader.DictionaryPage + page), TermsIn(page), term, out entry);
    }

    /// <summary>How many terms a page of the dictionary has.</summary>
    public int TermsIn(int page) => (int)Math.Min(_header.Terms - (long)page * RunFormat.TermsPerPage, RunFormat.TermsPerPage);

    /// <summary>How many events have the term.</summary>
    public long CountOf(in TermEntry entry) => entry.Kind == TermEntry.LongList ? ListOf(entry).Count : entry.Kind;

    public ListHeader ListOf(in TermEntry entry)
    {
        using var window = OpenPostings();
        return ListHeader.Read(window.Get(entry.Value, ListHeader.Size));
    }

    /// <summary>The places of a single event, or of a short list.</summary>
    public uint[] ReadShort(in TermEntry entry)
    {
        if (entry.Kind == TermEntry.Single) return [(uint)entry.Value];
        using var window = OpenPostings();
        var places = new uint[entry.Kind];
        ReadShort(entry, window, places);
        return places;
    }

    public void ReadShort(in TermEntry entry, PageWindow window, Span<uint> places)
    {
        var most = (int)Math.Min(places.Length * PostingBlock.MaxVarintBytes, _header.PostingBytes - entry.Value);
        if (!PostingBlock.TryReadShort(window.Get(entry.Value, most), places))
            throw new RunUnreadableException(Location, entry.Value / RunFormat.PayloadSize);
    }

    public PageWindow OpenPostings() => new(_pages, _header.PostingsPage, _header.PostingBytes);

    /// <summary>All terms, in order.</summary>
    public TermReader OpenTerms() => new(_pages, this);

    /// <summary>The sparse offsets of one of its segments.</summary>
    public uint[] ReadOffsets(int segment)
    {
        var (first, count) = (Segments[segment].FirstOffset, Segments[segment].Offsets);
        var entries = new uint[count];
        for (var i = 0; i < count;)
        {
            var (page, at) = Math.DivRem(first + i, RunFormat.OffsetsPerPage);
            var part = Math.Min(RunFormat.OffsetsPerPage - at, count - i);
            MemoryMarshal.Cast<byte, uint>(_pages.Read(_header.OffsetsPage + page)[(at * sizeof(uint))..])[..part]
                .CopyTo(entries.AsSpan(i));
            i += part;
        }

        if (!BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(entries, entries);
        return entries;
    }

    /// <summary>Says that others have taken its place: before its file is deleted.</summary>
    public void NoteReplaced() => _isReplaced = true;

    /// <summary>Told when somebody says that it is.</summary>
    public Action? WhenUnreadable { get; set; }

    /// <summary>Says that a page was not what was written: the run is made anew.</summary>
    public void NoteUnreadable()
    {
        if (Interlocked.Exchange(ref _isUnreadable, 1) == 0) WhenUnreadable?.Invoke();
    }

    /// <summary>Copies whole pages to the same place in another file, each verified.</summary>
    /// <exception cref="RunUnreadableException">One is not what was written.</exception>
    public void CopyTo(IStorageFile file, long offset, int length)
    {
        var pages = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            _pages.Read(offset / RunFormat.PageSize, pages.AsSpan(0, length));
            file.Write(pages.AsSpan(0, length), offset);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pages);
        }
    }

    /// <summary>Reads every page from the file.</summary>
    /// <exception cref="RunUnreadableException">One is not what was written.</exception>
    public void Verify()
    {
        var page = new byte[RunFormat.PageSize];
        for (var number = 0L; number < _header.Pages; number++) _pages.Read(number, page);
    }

    public void Dispose() => _pages.Dispose();

    private static ImmutableArray<SealedSegment> ReadSegments(RunPages pages, in RunHeader header)
    {
        var segments = ImmutableArray.CreateBuilder<SealedSegment>((int)header.Range.Count);
        for (var i = 0; i < header.Range.Count; i++)
        {
            var (page, at) = Math.DivRem(i, RunFormat.SegmentsPerPage);
            segments.Add(SealedSegment.Read(pages.Read(header.SegmentsPage + page)[(at * SealedSegment.Size)..]));
        }

        return segments.MoveToImmutable();
    }

    private ulong[] LoadFences()
    {
        var fences = new ulong[_header.DictionaryPages];
        for (var i = 0; i < fences.Length;)
        {
            var part = Math.Min(RunFormat.FencesPerPage, fences.Length - i);
            MemoryMarshal.Cast<byte, ulong>(_pages.Read(_header.FencesPage + i / RunFormat.FencesPerPage))[..part].CopyTo(fences.AsSpan(i));
            i += part;
        }

        if (!BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(fences, fences);
        Volatile.Write(ref _fences, fences);
        return fences;
    }

    private static bool TryFindIn(ReadOnlySpan<byte> page, int terms, ulong term, out TermEntry entry)
    {
        var (low, high) = (0, terms - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var found = page[(middle * TermEntry.Size)..];
            var at = TermEntry.ReadTerm(found);
            if (at == term)
            {
                entry = TermEntry.Read(found);
                return true;
            }

            if (at < term) low = middle + 1;
            else high = middle - 1;
        }

        entry = default;
        return false;
    }
}
