using Opossum.Typed.Engine.Format;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Retrieval;

/// <summary>
/// Positions to bytes, for one reader. A segment that is being filled knows where each event is; in a sealed one the page is read where the
/// event's stretch begins, and its events are found in it, which the next ones asked for may be among. Seldom, what is wanted reaches into
/// the next page: then all of the stretch is read. A segment may be sealed while it is read. The reader goes on with the places that it
/// began with: its window may end with bytes that were zeros when it was loaded.
/// </summary>
internal sealed class EventPlaces(LogView view) : IDisposable
{
    private readonly BlockWindow _window = new();
    private readonly int[] _records = new int[Stretch.MaxEvents];
    private readonly int[] _headers = new int[Stretch.MaxEvents];
    private Segment? _segment;
    private SegmentPlaces? _places;     // of the segment, as they were when the reader came to it
    private long _next;                 // the first position behind the segment
    private Stretch _stretch;           // of the segment, if it is not empty
    private bool _isDecoded;

    /// <summary>The bytes of an event from its record on, if they are in memory.</summary>
    public bool TryGet(long position, out Segment segment, out int offset, out ReadOnlySpan<byte> bytes)
    {
        offset = 0;
        bytes = default;
        if (!IsInSegment(position))
        {
            segment = null!;
            return false;
        }

        segment = _segment!;
        var local = (int)segment.Local(position);
        if (_places is TailPlaces { Index: var tail })
        {
            var e = tail[local];
            offset = e.Offset;
            return _window.TryGet(segment, offset, e.Length, out bytes);
        }

        var stretch = FindStretch(local);
        if (!_isDecoded && !TryDecode(segment)) return false;
        offset = _records[local - stretch.First];
        bytes = _window.Held(segment, offset, stretch.End - offset);
        return bytes.Length >= sizeof(int) && EventRecord.SizeOf(bytes) <= bytes.Length;
    }

    /// <summary>Brings an event into memory, and what lies behind it in the read's direction.</summary>
    public void Load(long position, ReadDirection direction)
    {
        var segment = Enter(position);
        var local = (int)segment.Local(position);
        if (_places is TailPlaces { Index: var tail })
        {
            var e = tail[local];
            _window.Load(segment, e.Offset, e.Length, direction);
            return;
        }

        var stretch = FindStretch(local);
        _window.Load(segment, stretch.Offset, stretch.LengthOnPage, direction);
        if (!TryGet(position, out _, out _, out _)) _window.Load(segment, stretch.Offset, stretch.Length, direction);
    }

    /// <summary>
    /// The bytes of an event as the file has them now: what was in memory is not what was written, and only the file can tell whether
    /// that is damage.
    /// </summary>
    public ReadOnlySpan<byte> ReadAgain(long position, out int offset)
    {
        var segment = Enter(position);
        var local = (int)segment.Local(position);
        if (_places is TailPlaces { Index: var tail }) _window.Reload(segment, tail[local].Offset, tail[local].Length);
        else
        {
            var stretch = FindStretch(local);
            _window.Reload(segment, stretch.Offset, stretch.Length);
            _isDecoded = false;
        }

        return TryGet(position, out _, out offset, out var bytes) ? bytes : default;
    }

    public void Dispose() => _window.Dispose();

    private Stretch FindStretch(int local)
    {
        if (_stretch.Contains(local)) return _stretch;
        _isDecoded = false;
        return _stretch = ((SealedPlaces)_places!).OffsetsOf(_segment!).Find(local);
    }

    private bool TryDecode(Segment segment)
    {
        var decoding = Decode(segment);
        if (decoding == StretchDecoding.Damaged)
        {
            // Perhaps only in memory.
            _window.Reload(segment, _stretch.Offset, _stretch.Length);
            decoding = Decode(segment);
        }

        if (decoding == StretchDecoding.Damaged) throw segment.DamagedEvent(_stretch.Offset);
        return _isDecoded = decoding == StretchDecoding.Found;
    }

    private StretchDecoding Decode(Segment segment)
    {
        var bytes = _window.Held(segment, _stretch.Offset, _stretch.Length);
        return bytes.IsEmpty ? StretchDecoding.TooShort : _stretch.Decode(bytes, segment.BasePosition, _records, _headers);
    }

    private bool IsInSegment(long position) => _segment is not null && position >= _segment.BasePosition && position < _next;

    private Segment Enter(long position)
    {
        if (IsInSegment(position)) return _segment!;
        var at = view.IndexAt(position);
        var segment = view.Segments[at];
        _window.Clear();
        (_stretch, _isDecoded, _places) = (default, false, segment.Places);
        _next = at + 1 < view.Segments.Length ? view.Segments[at + 1].BasePosition : long.MaxValue;
        return _segment = segment;
    }
}
