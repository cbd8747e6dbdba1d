using System.Collections.Immutable;

namespace Opossum.Typed;

/// <summary>
/// A log of events with dynamic consistency boundaries, raw: type names, tags and bytes. It knows no record type of yours, so tools and
/// other engines work on it; <see cref="OpossumStore"/> is its typed face. What reads and follows it is in
/// <see cref="IReadOnlyEventLog"/>; here is what changes it.
/// </summary>
public interface IEventLog : IReadOnlyEventLog
{
    /// <summary>What opening found; null for a log that has nothing to say of it.</summary>
    Recovery? Recovery => null;

    /// <summary>
    /// Says with which tags events are stored that are appended from now on. Where a retagging covered a tag of an event, an append of
    /// that event without the tag, by a program that has not declared it, takes the tag out of
    /// <see cref="IReadOnlyEventLog.Retagged"/>: the program is an older one, and the log has to be retagged again. The typed store
    /// declares the tags of its model.
    /// </summary>
    /// <param name="tags">The tags; their versions and <see cref="RetaggedTag.Covered"/> don't matter.</param>
    void DeclareTags(ImmutableArray<RetaggedTag> tags) { }

    /// <summary>
    /// Appends events as one: all or none, at positions without a gap between them, and acknowledged after they are flushed (unless the
    /// options say otherwise). The events' bytes are copied before the call returns.
    /// </summary>
    /// <remarks>
    /// In an <see cref="EmbeddedEventLog"/>, the task can be awaited more than once, and continuations never run on a thread of the log. A
    /// caller that blocks on <c>AsTask()</c> is released even if every thread of the pool is blocked.
    /// </remarks>
    /// <param name="events">At least one.</param>
    /// <param name="unless">Refuses the append when an event matches, judged against everything before it and never against its own events;
    /// null appends in any case.</param>
    /// <param name="key">Makes the append safe to repeat, also after a restart: looked up before the condition.</param>
    /// <param name="durability"><see cref="Durability.Flushed"/> waits for the flush also where the options acknowledge before it. By
    /// default the options decide.</param>
    /// <param name="cancellationToken">Looked at before the append is queued; afterwards it completes, whole.</param>
    /// <returns>The positions of the first and the last event.</returns>
    /// <exception cref="ArgumentException">There is no event, or one can't be stored.</exception>
    /// <exception cref="AppendLimitException">A limit is exceeded.</exception>
    /// <exception cref="AppendConditionFailedException">The condition refused; nothing was written.</exception>
    /// <exception cref="PositionBeyondHeadException">
    /// The condition has a position above the head, after which it could never refuse; nothing was written.
    /// </exception>
    /// <exception cref="AppendKeyReusedException">The key was used before for events of another content; nothing was written.</exception>
    /// <exception cref="StoreFaultedException">Writing has failed, now or before.</exception>
    /// <exception cref="AppendInDoubtException">
    /// The log is on another machine, and its answer was lost: whether the events were written is not known.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The log was closed.</exception>
    ValueTask<AppendResult> AppendAsync(
        ReadOnlySpan<EventData> events, AppendCondition? unless = null, AppendKey? key = null,
        Durability durability = Durability.AsConfigured, CancellationToken cancellationToken = default);

    /// <summary>As <see cref="AppendAsync"/>, for who expects to be refused: the refusal is an answer and no exception.</summary>
    /// <inheritdoc cref="AppendAsync"/>
    ValueTask<AppendOutcome> TryAppendAsync(
        ReadOnlySpan<EventData> events, AppendCondition unless, AppendKey? key = null, Durability durability = Durability.AsConfigured,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Completes when everything that was acknowledged before the call is on disk. With the default options it is already; otherwise this
    /// flushes.
    /// </summary>
    /// <param name="cancellationToken">Looked at before the flush is asked for.</param>
    /// <exception cref="StoreFaultedException">Writing has failed, now or before.</exception>
    /// <exception cref="ObjectDisposedException">The log was closed.</exception>
    ValueTask FlushAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Adds tags to stored events that lack them. Reads every event, writes the tags beside the log, and then publishes all of them in one
    /// step: until then none is visible, and from then on queries, conditions and reads find the events as if they had always had the tags.
    /// The events themselves, their positions and their payloads never change. Appends and reads go on meanwhile; events that are
    /// appended after the call are not looked at. If it is cancelled or the process ends, the next call goes on.
    /// </summary>
    /// <param name="source">Tells which tags an event should have. <see cref="OpossumStore"/> has one for its model.</param>
    /// <param name="options">The defaults when null.</param>
    /// <param name="progress">Told now and then, on the retagging thread; null for nobody.</param>
    /// <param name="cancellationToken">Ends it with an <see cref="OperationCanceledException"/>; nothing is published then.</param>
    /// <returns>What was found and done.</returns>
    /// <exception cref="RetagException">Events can't get their tags, and the options don't leave them out. Nothing was
    /// published.</exception>
    /// <exception cref="InvalidOperationException">Another retagging of this log is under way.</exception>
    /// <exception cref="IOException">A file could not be written: a full disk, say. Nothing was published; appends go on.</exception>
    /// <exception cref="StoreFaultedException">Writing has failed, now or before.</exception>
    /// <exception cref="StoreDamagedException">An event is not what was written.</exception>
    /// <exception cref="NotSupportedException">The log is of an engine that can't be retagged.</exception>
    /// <exception cref="ObjectDisposedException">The log was closed, before or meanwhile.</exception>
    Task<RetagResult> RetagAsync(
        TagSource source, RetagOptions? options = null, IProgress<RetagProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        throw new NotSupportedException($"{GetType().Name} can't be retagged. Copy the events into a new log, with the tags they need.");
}
