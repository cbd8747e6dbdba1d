using Opossum.Typed.Engine.Tail;

namespace Opossum.Typed.Engine.View;

/// <summary>The current view. The commit thread adds segments to it, and the index keeper exchanges its parts; readers take it.</summary>
internal sealed class LogViews(LogView current)
{
    private LogView _current = current;

    public LogView Current => Volatile.Read(ref _current);

    public void Add(Segment segment, TailIndex index)
    {
        LogView before;
        do before = Current;
        while (!ReferenceEquals(Interlocked.CompareExchange(ref _current, before.With(segment, index), before), before));
    }

    /// <returns>False if the parts don't fit any more.</returns>
    public bool TryExchange(IndexPart[] replacement)
    {
        while (true)
        {
            var before = Current;
            if (before.With(replacement) is not { } after) return false;
            if (ReferenceEquals(Interlocked.CompareExchange(ref _current, after, before), before)) return true;
        }
    }
}
