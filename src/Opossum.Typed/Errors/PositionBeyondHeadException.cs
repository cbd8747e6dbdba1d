namespace Opossum.Typed;

/// <summary>A position to go on from is above the store's head: it belongs to another store, or to a history that was lost and is not this one.</summary>
public sealed class PositionBeyondHeadException : StoreException
{
    internal PositionBeyondHeadException(long position, long head)
        : base($"Position {position} is above the head, {head}: it belongs to another store or to a lost history. Begin anew from 0, and drop what was derived from it.")
    {
        Position = position;
        Head = head;
    }

    /// <summary>The position to go on from.</summary>
    public long Position { get; }

    /// <summary>The store's head.</summary>
    public long Head { get; }
}
