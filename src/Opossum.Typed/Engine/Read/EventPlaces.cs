using Opossum.Typed.Engine.Log;

namespace Opossum.Typed.Engine.Read;

/// <summary>
/// Positions to bytes, for one reader. An unsealed segment knows where each event is; in a sealed one the stretch with the event is read, and its events are found in it, which the next ones asked for
/// mostly are among.
/// </summary>
internal sealed class EventPlaces(LogView view) : IDisposable
{
    private readonly BlockWindow _window = new();
    private readonly int[] _records = new int[Stretch.MaxEvents];
    private readonly int[] _headers = new int[Stretch.MaxEvents];
    private Segment? _segment;
    private long _next;                 // the first position behind the segment
    private Stretch _stretch;
    private bool _isDecoded;            // and of the segment

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
        if (!(_isDecoded && _stretch.Contains(local)) && !TryDecode(segment, local)) return false;
        offset = _records[local - _stretch.First];
        return _window.TryGet(segment, offset, _stretch.End - offset, out bytes);
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

        var stretch = segment.Offsets.Find(local);
        _window.Load(segment, stretch.Offset, stretch.Length, backward);
    }

    public void Dispose() => _window.Dispose();

    private bool TryDecode(Segment segment, int local)
    {
        _isDecoded = false;
        _stretch = segment.Offsets.Find(local);
        if (!_window.TryGet(segment, _stretch.Offset, _stretch.Length, out var bytes)) return false;
        if (!_stretch.TryDecode(bytes, segment.BasePosition, _records, _headers))
            throw new StoreDamagedException(segment.Location, _stretch.Offset, "an event is not what was written");
        return _isDecoded = true;
    }

    private Segment Find(long position)
    {
        if (_segment is not null && position >= _segment.BasePosition && position < _next) return _segment;
        var at = view.IndexAt(position);
        _isDecoded = false;
        _next = at + 1 < view.Segments.Length ? view.Segments[at + 1].BasePosition : long.MaxValue;
        return _segment = view.Segments[at];
    }
}
