namespace Opossum.Typed.Engine.Tail;

/// <summary>
/// The index of one segment, in memory: for each term a chain of postings from the newest back. The postings of an event lie side by side,
/// so whether an event has several terms is a look at its own few. Staged events are in it at once; who reads is bounded by a watermark
/// instead. One thread adds, readers take no lock.
/// </summary>
internal sealed class TailIndex(IndexSize capacity = default)
{
    private readonly TermTable _terms = new(capacity.Terms);
    private readonly ChunkedList<Posting> _postings = new(capacity.Postings);
    private readonly ChunkedList<IndexedEvent> _events = new(capacity.Events);

    /// <summary>How many events were added; of interest to the adding thread.</summary>
    public int Count => _events.Count;

    public IndexSize Size => new(_events.Count, _postings.Count, _terms.Count);

    /// <summary>Where an event is, by its place in the segment.</summary>
    public IndexedEvent this[int local] => _events[local];

    /// <param name="offset">Of the event's record in the segment file, in bytes.</param>
    /// <param name="length">Of the record, in bytes.</param>
    /// <param name="keyLength">Of its frame's key section, if the event is the first of a frame with a key; otherwise 0.</param>
    /// <param name="terms">Its type and tags, and its frame's key.</param>
    public void Add(int offset, int length, int keyLength, ReadOnlySpan<ulong> terms)
    {
        var local = _events.Add(new(_postings.Count, (short)terms.Length, (short)keyLength, offset, length));
        foreach (var term in terms)
        {
            var previous = _terms.Reserve(term, out var slot);
            _terms.Publish(slot, term, _postings.Add(new(term, local, previous)));
        }
    }

    /// <summary>Says that terms will be added soon.</summary>
    public void Prefetch(ReadOnlySpan<ulong> terms)
    {
        foreach (var term in terms) _terms.Prefetch(term);
    }

    public bool TryFind(ulong term, out int newest, out int count) => _terms.TryFind(term, out newest, out count);

    /// <summary>All terms with their newest postings, in no particular order. For who knows that nothing is added any more.</summary>
    public IEnumerable<(ulong Term, int Newest)> Terms => _terms.All;

    public Posting Posting(int number) => _postings[number];

    /// <summary>Whether an event has a term, as far as hashes tell.</summary>
    public bool Has(int local, ulong term)
    {
        var e = _events[local];
        for (var i = e.FirstPosting; i < e.FirstPosting + e.Terms; i++)
            if (_postings[i].Term == term) return true;
        return false;
    }
}

/// <summary>One term of one event, linked to the previous posting of the term (-1: none).</summary>
internal readonly record struct Posting(ulong Term, int Event, int Previous);

/// <summary>
/// One event: its postings, its record in the segment file, and how long its frame's key section is, if it is the first of a frame with a
/// key.
/// </summary>
internal readonly record struct IndexedEvent(int FirstPosting, short Terms, short KeyLength, int Offset, int Length);

/// <summary>How much an index holds, or is to hold without allocating.</summary>
internal readonly record struct IndexSize(int Events, int Postings, int Terms)
{
    /// <summary>What as many bytes of the same kind of events would need, and some room to spare.</summary>
    /// <param name="bytes">Of the next segment.</param>
    /// <param name="held">The bytes that this size was seen for.</param>
    public IndexSize ScaleTo(long bytes, long held)
    {
        const double Room = 1.25;
        var factor = Room * bytes / held;
        // the table of terms has room by itself
        return new((int)(Events * factor), (int)(Postings * factor), (int)(Terms * factor / Room));
    }
}
