namespace Opossum.Typed;

/// <summary>
/// One read of an <see cref="IReadOnlyEventLog"/>: a snapshot taken when the read began, delivered block by block without an allocation
/// an event.
/// Not for several threads.
/// </summary>
/// <example>
/// <code>
/// using var reader = log.Read(Query.All);
/// while (await reader.FillAsync())
///     while (reader.TryRead(out var e)) Console.WriteLine($"{e.Position} {e.TypeName}");
/// </code>
/// </example>
public abstract class EventReader : IDisposable
{
    /// <summary>For engines; see docs/engines.md.</summary>
    protected EventReader() { }

    /// <summary>
    /// The log's head when the read began, also when nothing matches: the right <c>after</c> for a decision on what was read. It stays
    /// available after <see cref="Dispose"/>. The head of a follower is the position up to which it has looked, and rises.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The log is on another machine, and <see cref="FillAsync"/> has not completed yet: such a log learns its head with the first block.
    /// An <see cref="EmbeddedEventLog"/> knows it at once.
    /// </exception>
    public abstract long Head { get; }

    /// <summary>
    /// The tag epoch of the read: how often the log had been retagged. Pass it with <see cref="Head"/> to a condition, which then is
    /// refused if a tag key of its query was retagged since. 0 in a log that was never retagged, and for engines that can't be.
    /// </summary>
    public virtual long TagEpoch => 0;

    /// <summary>
    /// Reads the next block, which may turn out to hold no matching event. Reading is synchronous work: about every millisecond it goes
    /// on as a new item of the thread pool, so that others have their turn.
    /// </summary>
    /// <returns>False when the read is over.</returns>
    /// <exception cref="StoreDamagedException">An event is not what was written.</exception>
    /// <exception cref="InvalidOperationException">Another call has not completed yet.</exception>
    /// <exception cref="ObjectDisposedException">
    /// The log was closed before the read was over. A follower ends then, and answers false.
    /// </exception>
    public abstract ValueTask<bool> FillAsync(CancellationToken cancellationToken = default);

    internal static InvalidOperationException FilledTwice() =>
        new("FillAsync was called while another FillAsync of this reader runs. Await it first; for another task, begin another read.");

    /// <summary>Steps to the next matching event of the block.</summary>
    /// <param name="e">The event; valid until the next call of <see cref="FillAsync"/> or <see cref="Dispose"/>.</param>
    /// <returns>False when the block has no more.</returns>
    public abstract bool TryRead(out EventView e);

    /// <summary>Gives the block's memory back.</summary>
    public abstract void Dispose();
}
