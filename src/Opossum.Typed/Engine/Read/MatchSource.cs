using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Read;

/// <summary>
/// The positions that a read has to look at, in its direction: part by part of the index or, where everything is wanted, one after another.
/// </summary>
internal sealed class MatchSource : IDisposable
{
    private readonly CompiledQuery _query;
    private readonly ReadDirection _direction;
    private PartsInRange _parts;            // that are left
    private Matches? _matches;

    public MatchSource(LogView view, CompiledQuery query, ReadBounds bounds, bool scan)
    {
        (_query, _direction) = (query, bounds.Direction);
        if (!scan) _parts = view.PartsIn(bounds.First, bounds.Last, bounds.Direction);
        else if (bounds.First <= bounds.Last) _matches = new RangeMatches(bounds.First, bounds.Last, bounds.Direction);
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
            if (!_parts.MoveNext()) return false;
            var range = _parts.Current;
            _matches = range.Part.Open(_query, range.First, range.Last, _direction);
        }
    }

    public void Dispose() => _matches?.Dispose();
}
