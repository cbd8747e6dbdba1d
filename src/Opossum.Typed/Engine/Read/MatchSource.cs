using Opossum.Typed.Engine.Index;
using Opossum.Typed.Engine.Log;

namespace Opossum.Typed.Engine.Read;

/// <summary>The positions that a read has to look at, in its direction: part by part of the index or, where everything is wanted, one after another.</summary>
internal sealed class MatchSource : IDisposable
{
    private readonly IndexPart[] _parts;
    private readonly CompiledQuery _query;
    private readonly ReadBounds _bounds;
    private Matches? _matches;
    private int _part;

    public MatchSource(LogView view, CompiledQuery query, ReadBounds bounds, bool scan)
    {
        (_parts, _query, _bounds) = (scan ? [] : view.Parts, query, bounds);
        _part = bounds.Backward ? _parts.Length : -1;
        if (scan && bounds.First <= bounds.Last) _matches = new RangeMatches(bounds.First, bounds.Last, bounds.Backward);
    }

    public long Position { get; private set; }

    public bool MoveNext()
    {
        while (true)
        {
            if (_matches is not null && _matches.MoveNext())
            {
                Position = _matches.Current;
                return true;
            }

            _matches?.Dispose();
            _matches = null;
            _part += _bounds.Backward ? -1 : 1;
            if ((uint)_part >= (uint)_parts.Length) return false;
            _matches = Open(_part);
        }
    }

    public void Dispose() => _matches?.Dispose();

    private Matches? Open(int part)
    {
        var first = Math.Max(_bounds.First, _parts[part].First);
        var last = part + 1 < _parts.Length ? Math.Min(_bounds.Last, _parts[part + 1].First - 1) : _bounds.Last;
        return first > last ? null : _parts[part].Open(_query, first, last, _bounds.Backward);
    }
}
