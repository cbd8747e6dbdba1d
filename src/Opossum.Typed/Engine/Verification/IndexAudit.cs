using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.Tail;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Verification;

/// <summary>
/// Compares a segment's index in memory with its events: place, terms, and that the chain of each term leads to each of its events. Only
/// the first difference is named: what comes after it differs with it.
/// </summary>
internal sealed class IndexAudit(Segment segment, TailIndex index, TermHasher hasher, List<LogDamage> damage) : IFrameVisitor
{
    private const string Problem = "the index in memory does not know the event as it is; opening the store anew rebuilds it";

    private readonly Dictionary<ulong, int> _newest = [];       // the last posting of each term that was compared
    private int _compared;                                      // events
    private bool _differs;

    public void Visit(in FrameHeader header, long offset, ReadOnlySpan<byte> frame)
    {
        Span<ulong> buffer = stackalloc ulong[LogFormat.MaxTags + 2];
        var key = frame.Slice(FrameHeader.Size, header.KeyLength);
        var local = segment.Local(header.BasePosition);
        foreach (var (at, e) in FrameRecords.In(frame, header))
        {
            if (_differs) return;
            var place = new IndexedEvent(0, 0, (short)key.Length, (int)offset + at, e.Size);
            if (!Knows(local, place, hasher.OfEvent(e, key, buffer))) Report(segment.BasePosition + local, offset + at, e.Size);
            local++;
            key = default;              // it is the first event's
        }
    }

    /// <summary>Whether a search begins at or behind the last event of each term, and comes to it.</summary>
    public void Complete()
    {
        foreach (var (term, last) in _newest)
        {
            if (_differs) return;
            if (!index.TryFind(term, out var newest, out _)) newest = -1;
            while (newest > last) newest = index.Posting(newest).Previous;      // of events behind the verified part
            if (newest == last) continue;
            var local = index.Posting(last).Event;
            Report(segment.BasePosition + local, index[local].Offset, index[local].Length);
        }
    }

    private bool Knows(long local, in IndexedEvent place, ReadOnlySpan<ulong> terms)
    {
        if (local < _compared || local >= index.Count) return false;
        while (_compared < local) Follow(index[_compared++]);               // of damaged frames: believed
        var known = index[_compared++];
        if ((known.Offset, known.Length, known.KeyLength, known.Terms) != (place.Offset, place.Length, place.KeyLength, terms.Length))
            return false;
        for (var i = 0; i < terms.Length; i++)
        {
            var number = known.FirstPosting + i;
            if (index.Posting(number) != new Posting(terms[i], (int)local, _newest.GetValueOrDefault(terms[i], -1))) return false;
            _newest[terms[i]] = number;
        }

        return true;
    }

    private void Follow(in IndexedEvent e)
    {
        for (var i = e.FirstPosting; i < e.FirstPosting + e.Terms; i++) _newest[index.Posting(i).Term] = i;
    }

    private void Report(long position, long offset, int length)
    {
        _differs = true;
        damage.Add(new(segment.Location, offset, length, position, position, Problem));
    }
}
