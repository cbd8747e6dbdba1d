using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.IndexFiles.Writing;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.TagFiles;

namespace Opossum.Typed.Engine.Retagging;

/// <summary>
/// Writes one unit: blocks of about 4 KiB as they fill, then the directory, then the header; and its index. The file has its name once all
/// of it is on disk. What it holds in memory is bounded by <see cref="IsFull"/>.
/// </summary>
internal sealed class TagUnitWriter : IDisposable
{
    private const int BlockBytes = 4 << 10;
    private const int MaxPostings = 1 << 20;            // 16 MiB
    private const long MaxBytes = 1 << 30;

    private readonly IStorage _storage;
    private readonly TagUnitHeader _begun;
    private readonly TermHasher _terms;
    private readonly TagSeal _seal;
    private readonly IStorageFile _file;
    private readonly EncodingBuffer _block = new();
    private readonly List<TagBlockEntry> _blocks = [];
    private long _offset = TagUnitHeader.Size;
    private long _entries;
    private long _blockFirst;

    /// <param name="storage">Where.</param>
    /// <param name="terms">Of the store.</param>
    /// <param name="begun">What is known of the unit before its events are.</param>
    public TagUnitWriter(IStorage storage, TermHasher terms, in TagUnitHeader begun)
    {
        (_storage, _terms, _begun) = (storage, terms, begun);
        _seal = new(begun.StoreId, begun.Epoch, begun.Number, begun.First);
        _file = storage.Create(TagName.TemporaryOf(Name));
    }

    /// <summary>True if it should be completed.</summary>
    public bool IsFull => _seal.Count >= MaxPostings || _offset >= MaxBytes;

    private string Name => TagName.OfUnit(_begun.Epoch, _begun.Number);

    /// <summary>Adds an event; positions rise.</summary>
    /// <param name="position">Its position.</param>
    /// <param name="e">The event, with the tags that are added to it.</param>
    public void Add(long position, in EventRecord e)
    {
        if (_block.Length == 0) _blockFirst = position;
        var size = TagEntries.HeaderSize + e.AddedTags.Length;
        TagEntries.Write(_block.GetSpan(size)[..size], (uint)(position - _begun.First), e.AddedTags);
        _block.Advance(size);
        _entries++;
        _seal.Add(position, e, _terms);
        if (_block.Length >= BlockBytes) WriteBlock();
    }

    /// <summary>Writes the rest, durably, and gives the unit its name.</summary>
    /// <param name="last">The last position that it covers.</param>
    /// <param name="tally">What was found.</param>
    public TagUnit Complete(long last, RetagTally tally)
    {
        if (_block.Length > 0) WriteBlock();
        var found = tally.Encode();
        var directory = new byte[_blocks.Count * TagBlockEntry.Size + found.Length];
        for (var i = 0; i < _blocks.Count; i++) _blocks[i].Write(directory.AsSpan(i * TagBlockEntry.Size));
        found.CopyTo(directory, _blocks.Count * TagBlockEntry.Size);
        _file.Write(directory, _offset);
        Span<byte> header = stackalloc byte[TagUnitHeader.Size];
        var complete = _begun with
        {
            Last = last, Entries = _entries, Blocks = _blocks.Count, DirectoryOffset = _offset, TallyLength = found.Length,
            DirectoryCheck = LogFormat.Hash(directory, _begun.Seed),
        };
        complete.Write(header);
        _file.Write(header, 0);
        _file.Flush();
        _storage.Rename(TagName.TemporaryOf(Name), Name);
        if (_entries == 0) _storage.SyncDirectory(TagName.Directory);
        else _seal.Write(_storage, last, complete.Check).Dispose();         // which flushes the directory too
        return TagUnit.Open(_storage, _begun.StoreId, _begun.Epoch, _begun.Number);
    }

    public void Dispose()
    {
        _file.Dispose();
        _block.Dispose();
    }

    private void WriteBlock()
    {
        var bytes = _block.Written;
        _file.Write(bytes, _offset);
        _blocks.Add(new(_blockFirst, (uint)_offset, bytes.Length, LogFormat.Hash(bytes, _begun.Seed)));
        _offset += bytes.Length;
        _block.Clear();
    }
}
