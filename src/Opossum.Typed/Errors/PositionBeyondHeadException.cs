namespace Opossum.Typed;

/// <summary>
/// A position to go on from is above the store's head: it was learned from another store, or from events that this store no longer has,
/// because a backup was restored or a power cut took back what was not flushed. A condition after it could never refuse, and a read would
/// leave out what gets these positions next.
/// </summary>
public sealed class PositionBeyondHeadException : StoreException
{
    /// <summary>For engines.</summary>
    /// <param name="position">The position to go on from.</param>
    /// <param name="head">The log's head.</param>
    public PositionBeyondHeadException(long position, long head)
        : this(position, head, $"Position {position} is above the head, {head}: it was learned from another store, or from events that "
            + "this store no longer has. Discard what was derived from it, and read again from 0; for a condition, read its events again "
            + "and use the head of that read.")
    {
    }

    private PositionBeyondHeadException(long position, long head, string message) : base(message) => (Position, Head) = (position, head);

    /// <summary>The position to go on from.</summary>
    public long Position { get; }

    /// <summary>The store's head; for a follower the head of what is durable.</summary>
    public long Head { get; }

    /// <summary>For a follower: the event at the position is there, and a power cut can take it back.</summary>
    internal static PositionBeyondHeadException NotDurable(long position, long durableHead) =>
        new(position, durableHead, $"Position {position} is above the durable head, {durableHead}: a power cut could take it back. "
            + "Await FlushAsync first, or follow from DurableHead.");
}
