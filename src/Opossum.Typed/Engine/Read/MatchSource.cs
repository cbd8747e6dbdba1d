using Opossum.Typed.Engine.Index;
using Opossum.Typed.Engine.Log;

namespace Opossum.Typed.Engine.Read;

/// <summary>The places that a read has to look at, in its direction: segment by segment, from the index or, where everything is wanted, one after another.</summary>
internal sealed class MatchSource
{
    private readonly Segment[] _segments;
    private readonly CompiledQuery _query;
    private readonly ReadBounds _bounds;
    private readonly bool _scan;
    private int _segment;
    private SegmentMatches? _matches;

    public MatchSource(Segment[] segments, CompiledQuery query, ReadBounds bounds, bool scan)
    {
        (_segments, _query, _bounds, _scan) = (segments, query, bounds, scan);
        _segment = bounds.Backward ? segments.Length : -1;
    }

    public Segment Segment => _segments[_segment];

    /// <summary>The event's place in <see cref="Segment"/>.</summary>
    public int Local { get; private set; }

    public bool MoveNext()
    {
        while (true)
        {
            if (_matches is not null && _matches.MoveNext())
            {
                Local = _matches.Current;
                return true;
            }

            _segment += _bounds.Backward ? -1 : 1;
            if ((uint)_segment >= (uint)_segments.Length) return false;
            _matches = Open(Segment);
        }
    }

    private SegmentMatches? Open(Segment segment)
    {
        var first = Math.Max(segment.Local(_bounds.First), 0);
        var last = segment.Local(_bounds.Last);
        if (_segment + 1 < _segments.Length) last = Math.Min(last, segment.Local(_segments[_segment + 1].BasePosition) - 1);
        if (first > last) return null;
        return _scan
            ? new RangeMatches((int)first, (int)last, _bounds.Backward)
            : new IndexMatches(segment.Index, _query, (int)first, (int)last, _bounds.Backward);
    }
}
