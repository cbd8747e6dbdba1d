namespace Opossum.Typed.Engine.Queries;

/// <summary>
/// Positions that a query has to look at, in one direction, each once. What is found by hashes may not match after all; nothing that
/// matches is left out.
/// </summary>
internal abstract class Candidates(ReadDirection direction) : IDisposable
{
    /// <summary>The position that the last move came to.</summary>
    public long Current { get; protected set; } = direction == ReadDirection.Backward ? long.MaxValue : 0;

    protected ReadDirection Direction => direction;

    protected bool IsBackward => direction == ReadDirection.Backward;

    public abstract bool MoveNext();

    /// <summary>Moves to the first position at or behind one, as seen in the direction; stays where that is true already.</summary>
    public virtual bool SkipTo(long position)
    {
        while (IsBefore(Current, position))
            if (!MoveNext()) return false;
        return true;
    }

    public void Dispose() => Release();

    /// <summary>Gives back what a read borrowed.</summary>
    protected virtual void Release() { }

    /// <summary>Whether a move from one position can come to another.</summary>
    protected bool IsBefore(long one, long other) => direction == ReadDirection.Backward ? one > other : one < other;
}
