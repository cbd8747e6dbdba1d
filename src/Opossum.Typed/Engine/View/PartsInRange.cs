using Opossum.Typed.Engine.Queries;

namespace Opossum.Typed.Engine.View;

/// <summary>A part of the index, and the positions in it that are asked for.</summary>
/// <param name="Part">The part.</param>
/// <param name="First">The first position.</param>
/// <param name="Last">The last position.</param>
internal readonly record struct PartRange(IndexPart Part, long First, long Last);

/// <summary>The parts of an index that have positions of a range, one after another. Allocates nothing.</summary>
/// <param name="parts">All parts, oldest first and without a gap.</param>
/// <param name="first">The first position of the range.</param>
/// <param name="last">The last position of the range.</param>
/// <param name="direction">Which part comes first.</param>
internal struct PartsInRange(IndexPart[]? parts, long first, long last, ReadDirection direction)
{
    private int _next = direction == ReadDirection.Backward ? (parts?.Length ?? 0) - 1 : 0;

    public PartRange Current { get; private set; }

    public readonly PartsInRange GetEnumerator() => this;

    public bool MoveNext()
    {
        while (parts is not null && (uint)_next < (uint)parts.Length)
        {
            var at = _next;
            _next += direction == ReadDirection.Backward ? -1 : 1;
            var from = Math.Max(first, parts[at].First);
            var to = at + 1 < parts.Length ? Math.Min(last, parts[at + 1].First - 1) : last;
            if (from > to) continue;
            Current = new(parts[at], from, to);
            return true;
        }

        return false;
    }
}
