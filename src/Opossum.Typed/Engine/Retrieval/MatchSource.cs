using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.TagFiles;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine.Retrieval;

/// <summary>
/// The positions that a read has to look at, in its direction: part by part of the index or, where everything is wanted, one after another.
/// </summary>
internal sealed class MatchSource : IDisposable
{
    private readonly CompiledQuery _query;
    private readonly ReadDirection _direction;
    private readonly AddedTags? _added;
    private PartsInRange _parts;            // that are left
    private Candidates? _candidates;

    public MatchSource(LogView view, CompiledQuery query, ReadBounds bounds, bool scan)
    {
        (_query, _direction, _added) = (query, bounds.Direction, view.Added);
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
            if (_added is not null) _candidates = WithAdded(_candidates, range);
        }
    }

    /// <summary>An event that matches by an added tag is found by the index of the added tags alone.</summary>
    private Candidates? WithAdded(Candidates? stored, in PartRange range)
    {
        var added = _added!.Open(_query, range.First, range.Last, _direction);
        return stored is null || added is null ? stored ?? added : AnyOf.Of([stored, added], _direction);
    }

    public void Dispose() => _candidates?.Dispose();
}
