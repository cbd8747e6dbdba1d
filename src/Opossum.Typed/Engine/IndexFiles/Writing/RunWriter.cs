using System.Buffers.Binary;
using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed.Engine.IndexFiles.Writing;

/// <summary>
/// Writes a run from its terms in rising order, in constant memory whatever its size: how many terms there are is known beforehand, and
/// with it where every part lies but the last, the postings.
/// </summary>
internal sealed class RunWriter
{
    private readonly IStorageFile _file;
    private readonly ulong _seed;
    private readonly RunHeader _planned;
    private readonly PageWriter _dictionary;
    private readonly PageWriter _fences;
    private readonly PageWriter _filter;
    private readonly PageWriter _segments;
    private readonly PageWriter _offsets;
    private readonly PageWriter _postings;
    private readonly uint[] _places = new uint[PostingBlock.Length];
    private readonly List<(uint First, uint Offset)> _blocks = [];
    private readonly byte[] _encoded = new byte[PostingBlock.Length * PostingBlock.MaxVarintBytes];
    private readonly byte[] _block = new byte[BloomBlock.Size];
    private uint _blockIndex;
    private long _terms;
    private ulong _term;
    private long _listBegin;
    private long _count;
    private uint _last;
    private int _pending;               // places that are not written yet

    /// <param name="file">Empty.</param>
    /// <param name="storeSeed">Of the store's hashes.</param>
    /// <param name="planned">All that is known before; how many bytes the postings have is not.</param>
    public RunWriter(IStorageFile file, ulong storeSeed, RunHeader planned)
        : this(file, planned, RunFormat.PageSeed(storeSeed, planned.Range)) { }

    /// <param name="file">Empty.</param>
    /// <param name="planned">All that is known before.</param>
    /// <param name="pageSeed">The seed of the pages' checks.</param>
    public RunWriter(IStorageFile file, RunHeader planned, ulong pageSeed)
    {
        (_file, _planned, _seed) = (file, planned, pageSeed);
        _dictionary = new(file, _seed, RunHeader.DictionaryPage, planned.DictionaryPages);
        _fences = new(file, _seed, planned.FencesPage, planned.FilterPage - planned.FencesPage);
        _filter = new(file, _seed, planned.FilterPage, planned.SegmentsPage - planned.FilterPage);
        _segments = new(file, _seed, planned.SegmentsPage, planned.OffsetsPage - planned.SegmentsPage);
        _offsets = new(file, _seed, planned.OffsetsPage, planned.PostingsPage - planned.OffsetsPage);
        _postings = new(file, _seed, planned.PostingsPage, planned.DictionaryPages);
    }

    /// <summary>How much was written, about: for who writes in slices.</summary>
    public long Bytes => _postings.Length + _terms * TermEntry.Size;

    public void BeginTerm(ulong term) => (_term, _listBegin, _count, _pending) = (term, _postings.Length, 0, 0);

    /// <summary>Adds an event to the term, in rising order; the same once more changes nothing.</summary>
    public void Add(uint place)
    {
        if (_count > 0 && place == _last) return;
        if (_pending == PostingBlock.Length) WriteBlock();
        _places[_pending++] = _last = place;
        _count++;
    }

    public void EndTerm()
    {
        var entry = _count switch
        {
            1 => new TermEntry(_term, _places[0], TermEntry.Single),
            < PostingBlock.Length => new TermEntry(_term, WriteShort(), (byte)_count),
            _ => new TermEntry(_term, WriteLong(), TermEntry.LongList),
        };
        if (_terms++ % RunFormat.TermsPerPage == 0) BinaryPrimitives.WriteUInt64LittleEndian(_fences.Reserve(sizeof(ulong)), _term);
        entry.Write(_dictionary.Reserve(TermEntry.Size));
        AddToFilter();
    }

    public void AddSegment(in SealedSegment segment) => segment.Write(_segments.Reserve(SealedSegment.Size));

    public void AddOffsets(ReadOnlySpan<uint> entries)
    {
        foreach (var entry in entries) BinaryPrimitives.WriteUInt32LittleEndian(_offsets.Reserve(sizeof(uint)), entry);
    }

    /// <summary>Writes the rest, the header last.</summary>
    public void Complete()
    {
        if (_terms != _planned.Terms) throw new InvalidOperationException($"A run was begun for {_planned.Terms} terms and got {_terms}.");
        AdvanceFilterTo(_planned.FilterBlocks);
        var header = _planned with { PostingBytes = _postings.Length };
        foreach (var part in (ReadOnlySpan<PageWriter>)[_dictionary, _fences, _filter, _segments, _offsets, _postings]) part.Complete();
        var first = new PageWriter(_file, _seed, 0, pages: 1);
        header.Write(first.Reserve(RunFormat.PayloadSize));
        first.Complete();
    }

    private long WriteShort()
    {
        _postings.Write(_encoded.AsSpan(0, PostingBlock.WriteShort(_places.AsSpan(0, _pending), _encoded)));
        return _listBegin;
    }

    private void WriteBlock()
    {
        if (_count == _pending) _blocks.Clear();
        _blocks.Add((_places[0], (uint)(_postings.Length - _listBegin)));
        _postings.Write(_encoded.AsSpan(0, PostingBlock.Write(_places.AsSpan(0, _pending), _encoded)));
        _pending = 0;
    }

    /// <summary>Behind the blocks comes what finds them.</summary>
    private long WriteLong()
    {
        WriteBlock();
        var header = _postings.Length;
        Span<byte> bytes = stackalloc byte[ListHeader.Size];
        new ListHeader(_count, _blocks.Count, _listBegin).Write(bytes);
        _postings.Write(bytes);
        foreach (var (first, offset) in _blocks)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, first);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], offset);
            _postings.Write(bytes[..ListHeader.SkipSize]);
        }

        return header;
    }

    private void AddToFilter()
    {
        AdvanceFilterTo(BloomBlock.IndexOf(_term, _planned.FilterBlocks));
        BloomBlock.Add(_block, _term);
    }

    private void AdvanceFilterTo(uint block)
    {
        for (; _blockIndex < block; _blockIndex++)
        {
            _block.CopyTo(_filter.Reserve(BloomBlock.Size));
            _block.AsSpan().Clear();
        }
    }
}
