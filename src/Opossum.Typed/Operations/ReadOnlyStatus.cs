namespace Opossum.Typed;

/// <summary>What a <see cref="ReadOnlyEventLog"/> knows of the store and of the process that writes it.</summary>
/// <param name="Head">The position up to which events are shown: all that are known to be durable.</param>
/// <param name="Unproven">
/// How many events the log holds behind the head that are not known to be durable. With a writer at work these are on their way. If they
/// stay, the writer ended without closing the store: whether they were acknowledged is known once the store is opened for writing, which
/// keeps them or cuts them.
/// </param>
/// <param name="Writer">What the writer published of itself; null if nothing is known of one.</param>
/// <param name="WriterProcess">The id of the writer's process; null if nothing is known of one.</param>
/// <param name="PublishedAt">When the writer published its head last; null if nothing is known of one.</param>
/// <param name="WriterHead">
/// The position up to which the writer shows events to its own readers: above the head under deferred flushing; 0 if nothing is known.
/// </param>
/// <param name="IsConfirmed">
/// True if the log has what the writer has published. Otherwise each group of appends is seen when the next one is written.
/// </param>
/// <param name="Failure">Why the last look at the store failed, such as a lack of file handles; null if it did not.</param>
public sealed record ReadOnlyStatus(
    long Head, long Unproven, WriterState? Writer, int? WriterProcess, DateTimeOffset? PublishedAt, long WriterHead, bool IsConfirmed,
    Exception? Failure);
