using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.IndexFiles.Format;
using Opossum.Typed.Engine.IndexFiles.Reading;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.TagFiles;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.IndexFiles.Writing;

/// <summary>
/// The index of a unit of added tags while it is made. It has all terms of its events, those of their stored tags too: so what a query asks
/// of an event together is in one index.
/// </summary>
/// <param name="storeId">Whose it is.</param>
/// <param name="epoch">Of the unit.</param>
/// <param name="number">Of the unit.</param>
/// <param name="first">The first position that the unit covers.</param>
internal sealed class TagSeal(Guid storeId, long epoch, long number, long first)
{
    private readonly List<(ulong Term, uint Place)> _postings = [];
    private readonly ulong[] _terms = new ulong[2 * LogFormat.MaxTags + 1];

    /// <summary>How many postings it has.</summary>
    public int Count => _postings.Count;

    /// <summary>Adds an event with its added tags; positions rise.</summary>
    public void Add(long position, in EventRecord e, TermHasher hasher)
    {
        var place = (uint)(position - first);
        foreach (var term in hasher.OfEvent(e, _terms)) _postings.Add((term & RunFormat.TermMask, place));
        foreach (var tag in new TagList(e.AddedTags)) _postings.Add((hasher.OfTag(tag) & RunFormat.TermMask, place));
    }

    /// <summary>Writes the index, durably, and opens it.</summary>
    /// <param name="storage">Where.</param>
    /// <param name="last">The last position that the unit covers.</param>
    /// <param name="check">The unit's check.</param>
    public Run Write(IStorage storage, long last, ulong check)
    {
        var name = TagName.OfIndex(epoch, number);
        var temporary = TagName.TemporaryOf(name);
        using (var file = storage.Create(temporary))
        {
            Write(file, last, check);
            file.Flush();
        }

        storage.Rename(temporary, name);
        storage.SyncDirectory(TagName.Directory);
        return TagUnit.OpenIndex(storage, storeId, epoch, number, check);
    }

    /// <summary>Makes the index of a unit again, from the unit and the log.</summary>
    /// <exception cref="StoreDamagedException">One of the two is not what was written.</exception>
    public static TagSeal Of(TagUnit unit, LogView view, TermHasher hasher, Action breathe)
    {
        var header = unit.Header;
        var seal = new TagSeal(header.StoreId, header.Epoch, header.Number, header.First);
        var source = new FileRecords(hasher.Seed);
        for (var block = 0; block < unit.Blocks; block++)
        {
            var bytes = new byte[unit.LengthOf(block)];
            unit.Read(block, bytes);
            var entries = new TagEntries(bytes, header.First);
            while (entries.MoveNext())
            {
                var segment = view.SegmentAt(entries.Position);
                var stored = source.ReadRecord(segment, (int)segment.Local(entries.Position));
                seal.Add(entries.Position, stored.With(entries.Tags), hasher);
            }

            breathe();
        }

        return seal;
    }

    /// <summary>The places of each term, in the order in which a run has them.</summary>
    public IEnumerable<(ulong Term, uint Place)> Sorted()
    {
        _postings.Sort();
        return _postings;
    }

    private void Write(IStorageFile file, long last, ulong check)
    {
        _postings.Sort();
        var terms = 0;
        for (var i = 0; i < _postings.Count; i++)
            if (i == 0 || _postings[i].Term != _postings[i - 1].Term) terms++;
        var blocks = BloomBlock.BlocksFor(terms, RunFormat.FilterBits(segments: 1));
        var header = new RunHeader(storeId, TagUnit.RangeOf(number), first, last + 1, terms, blocks, Offsets: 0, PostingBytes: 0);
        var writer = new RunWriter(file, header, TagUnit.IndexSeedOf(storeId, epoch, number, check));
        writer.AddSegment(new(first, last + 1, 0, 0, 0, 0, 0, 0, 0));
        for (var i = 0; i < _postings.Count;)
        {
            var term = _postings[i].Term;
            writer.BeginTerm(term);
            for (; i < _postings.Count && _postings[i].Term == term; i++) writer.Add(_postings[i].Place);
            writer.EndTerm();
        }

        writer.Complete();
    }
}
