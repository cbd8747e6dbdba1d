using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Retrieval;

/// <summary>
/// The positions that a read has to look at, in its direction: part by part of the index or, where everything is wanted, one after another.
/// </summary>
internal sealed class MatchSource : IDisposable
{
    private readonly CompiledQuery _query;
    private readonly ReadDirection _direction;
    private PartsInRange _parts;            // that are left
    private Candidates? _candidates;

    public MatchSource(LogView view, CompiledQuery query, ReadBounds bounds, bool scan)
    {
        (_query, _direction) = (query, bounds.Direction);
        if (!scan) _parts = view.PartsIn(bounds.First, bounds.Last, bounds.Direction);
        else if (bounds.First <= bounds.Last) _candidates = new RangeCandidates(bounds.First, bounds.Last, bounds.Direction);
    }

    public long Position { get; private set; }

    public bool MoveNext()
    {
        while (true)
        {
            if (_candidates is not null && _candidates.MoveNext())
            {
                Position = _candidates.Current;
                return true;
            }

            _candidates?.Dispose();
            _candidates = null;
            if (!_parts.MoveNext()) return false;
            var range = _parts.Current;
            _candidates = range.Part.Open(_query, range.First, range.Last, _direction);
        }
    }

    public void Dispose() => _candidates?.Dispose();
}
