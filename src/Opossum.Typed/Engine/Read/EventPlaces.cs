using Opossum.Typed.Engine.Log;

namespace Opossum.Typed.Engine.Read;

/// <summary>
/// Positions to bytes, for one reader. An unsealed segment knows where each event is; in a sealed one the page is read where the event's stretch begins, and its events are found in it, which the next ones
/// asked for may be among. Seldom, what is wanted reaches into the next page: then all of the stretch is read.
/// </summary>
internal sealed class EventPlaces(LogView view) : IDisposable
{
    private readonly BlockWindow _window = new();
    private readonly int[] _records = new int[Stretch.MaxEvents];
    private readonly int[] _headers = new int[Stretch.MaxEvents];
    private Segment? _segment;
    private long _next;                 // the first position behind the segment
    private Stretch _stretch;           // of the segment, if it is not empty
    private bool _isDecoded;

    /// <summary>The bytes of an event from its record on, if they are in memory.</summary>
    public bool TryGet(long position, out Segment segment, out int offset, out ReadOnlySpan<byte> bytes)
    {
        segment = Find(position);
        var local = (int)segment.Local(position);
        if (segment.Index is { } index)
        {
            var e = index[local];
            offset = e.Offset;
            return _window.TryGet(segment, offset, e.Length, out bytes);
        }

        offset = 0;
        bytes = default;
        var stretch = FindStretch(segment, local);
        if (!_isDecoded && !TryDecode(segment)) return false;
        offset = _records[local - stretch.First];
        bytes = _window.Held(segment, offset, stretch.End - offset);
        return bytes.Length >= sizeof(int) && EventRecord.SizeOf(bytes) <= bytes.Length;
    }

    /// <summary>Brings an event into memory, and what lies behind it in the read's direction.</summary>
    public void Load(long position, bool backward)
    {
        var segment = Find(position);
        var local = (int)segment.Local(position);
        if (segment.Index is { } index)
        {
            var e = index[local];
            _window.Load(segment, e.Offset, e.Length, backward);
            return;
        }

        var stretch = FindStretch(segment, local);
        _window.Load(segment, stretch.Offset, stretch.LengthOnPage, backward);
        if (!TryGet(position, out _, out _, out _)) _window.Load(segment, stretch.Offset, stretch.Length, backward);
    }

    public void Dispose() => _window.Dispose();

    private Stretch FindStretch(Segment segment, int local)
    {
        if (_stretch.Contains(local)) return _stretch;
        _isDecoded = false;
        return _stretch = segment.Offsets.Find(local);
    }

    private bool TryDecode(Segment segment)
    {
        var bytes = _window.Held(segment, _stretch.Offset, _stretch.Length);
        if (bytes.IsEmpty) return false;
        var decoding = _stretch.Decode(bytes, segment.BasePosition, _records, _headers);
        if (decoding == StretchDecoding.Damaged) throw new StoreDamagedException(segment.Location, _stretch.Offset, "an event is not what was written");
        return _isDecoded = decoding == StretchDecoding.Found;
    }

    private Segment Find(long position)
    {
        if (_segment is not null && position >= _segment.BasePosition && position < _next) return _segment;
        var at = view.IndexAt(position);
        (_stretch, _isDecoded) = (default, false);
        _next = at + 1 < view.Segments.Length ? view.Segments[at + 1].BasePosition : long.MaxValue;
        return _segment = view.Segments[at];
    }
}
