using System.Collections.Immutable;

namespace Opossum.Typed;

/// <summary>
/// A log of events with dynamic consistency boundaries, raw: type names, tags and bytes. It knows no record type of yours, so tools and
/// other engines work on it; <see cref="OpossumStore"/> is its typed face.
/// </summary>
public interface IEventLog : IAsyncDisposable
{
    /// <summary>
    /// The store's own id. A backup of the store has the same one, and so has the store that it is restored to; see
    /// <see cref="Checkpoint"/>.
    /// </summary>
    Guid StoreId { get; }

    /// <summary>
    /// The position of the last event, as far as this process knows; 0 in an empty log. With the default options, everything up to it is
    /// durable. An <see cref="EmbeddedEventLog"/> is its only writer and always knows; a log that others append to as well can lag behind.
    /// </summary>
    long Head { get; }

    /// <summary>
    /// The position up to which events survive a power cut; equal to <see cref="Head"/> with the default options. A store in memory has
    /// nothing to flush: there the two are equal with all options.
    /// </summary>
    long DurableHead { get; }

    /// <summary>What opening found; null for a log that has nothing to say of it.</summary>
    Recovery? Recovery => null;

    /// <summary>
    /// The log that this one wraps; null if it wraps none, or not yet. By it the typed store finds the metrics of an
    /// <see cref="EmbeddedEventLog"/> behind a wrapper.
    /// </summary>
    IEventLog? Inner => null;

    /// <summary>Where consumers keep how far they are; null for a log that keeps it nowhere.</summary>
    IConsumerStates? ConsumerStates => null;

    /// <summary>
    /// How often tags were added to stored events; 0 for a log that was never retagged, or can't be. It rises when
    /// <see cref="RetagAsync"/> publishes.
    /// </summary>
    long TagEpoch => 0;

    /// <summary>
    /// The tags that a retagging made sure of: every event up to <see cref="RetaggedTag.Covered"/> has its own, and no later one was
    /// appended by a program that does not store them.
    /// </summary>
    ImmutableArray<RetaggedTag> Retagged => [];

    /// <summary>
    /// Says with which tags events are stored that are appended from now on. Where a retagging covered a tag of an event, an append of
    /// that event without the tag, by a program that has not declared it, takes the tag out of <see cref="Retagged"/>: the program is an
    /// older one, and the log has to be retagged again. The typed store declares the tags of its model.
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

    /// <summary>Where the events of the append with this key are; null when nothing visible was appended with it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Looked at before the search.</param>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    /// <exception cref="StoreDamagedException">The append is not what was written.</exception>
    /// <exception cref="ObjectDisposedException">The log was closed.</exception>
    ValueTask<AppendResult?> FindAppendAsync(AppendKey key, CancellationToken cancellationToken = default);

    /// <summary>
    /// Completes when everything that was acknowledged before the call is on disk. With the default options it is already; otherwise this
    /// flushes.
    /// </summary>
    /// <param name="cancellationToken">Looked at before the flush is asked for.</param>
    /// <exception cref="StoreFaultedException">Writing has failed, now or before.</exception>
    /// <exception cref="ObjectDisposedException">The log was closed.</exception>
    ValueTask FlushAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes a backup of the log in a directory, or brings an earlier one up to date: then only files that are missing there are copied,
    /// and the newest. Appends and reads go on meanwhile. The directory is a store of its own afterwards: restoring it is opening it. When
    /// the task completes, the backup is on disk; when it fails, or the machine does, the directory still opens as what it was before, or,
    /// if it held no backup yet, opening refuses it and the next backup goes on from there.
    /// </summary>
    /// <param name="directory">Where to; made when it is missing. It holds the backups of one store and nothing else, and lies outside of
    /// the store's own directory.</param>
    /// <param name="options">The defaults when null.</param>
    /// <param name="cancellationToken">Ends it with an <see cref="OperationCanceledException"/>; what was copied is of use to the next
    /// backup.</param>
    /// <returns>Up to where it goes, and what was done.</returns>
    /// <exception cref="ArgumentException">The directory lies in that of the store, or the other way round.</exception>
    /// <exception cref="BackupException">
    /// The directory holds something else, another store, or a backup that was opened and appended to; or it could not be written: a full
    /// disk, say.
    /// </exception>
    /// <exception cref="StoreLockedException">What the directory holds is open, or is being backed up to.</exception>
    /// <exception cref="StoreDamagedException">
    /// A file of the log is not what was written. Files that are copied are verified, linked and kept ones are not read.
    /// </exception>
    /// <exception cref="NotSupportedException">The log is of an engine that makes no such backups.</exception>
    /// <exception cref="ObjectDisposedException">The log was closed, before or meanwhile.</exception>
    /// <example>
    /// <code>
    /// var backup = await log.BackupAsync("/mnt/backups/raw");
    /// Console.WriteLine($"Up to position {backup.Head}: {backup.Copied} files copied, {backup.Kept} kept.");
    /// await using var restored = await EmbeddedEventLog.OpenAsync("/mnt/backups/raw");
    /// </code>
    /// </example>
    Task<BackupResult> BackupAsync(string directory, BackupOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException($"{GetType().Name} makes no backups of this kind; use what its own engine offers.");

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

    /// <summary>
    /// Begins to read. The snapshot has everything that was answered before the call: an <see cref="EmbeddedEventLog"/> takes it now, a log
    /// on another machine with the first <see cref="EventReader.FillAsync"/>. Never waits for an append, and no append waits for it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A position or the limit is negative.</exception>
    /// <exception cref="PositionBeyondHeadException">
    /// The position to begin at is above the head: it is of another log, or of a history that was lost. A log on another machine throws it
    /// by the first <see cref="EventReader.FillAsync"/> at the latest.
    /// </exception>
    EventReader Read(Query query, ReadOptions options = default);

    /// <summary>
    /// Reads what matches after a position and goes on with what is appended later: every match once, in order, none left out, and only
    /// what is durable. The reader's <see cref="EventReader.FillAsync"/> waits for more; it answers false only when the log is closed. A
    /// follower that waits is woken only by events that may match, and is at the head meanwhile: <see cref="EventFollower.Progress"/>.
    /// Dispose the follower to stop following.
    /// </summary>
    /// <param name="query">What to follow.</param>
    /// <param name="after">The last position that was dealt with; 0 begins with the first event.</param>
    /// <exception cref="PositionBeyondHeadException">
    /// The position is above <see cref="DurableHead"/>: it is of another log, of a history that was lost, or of events that are not
    /// flushed yet. A log on another machine throws it by the first <see cref="EventReader.FillAsync"/> at the latest.
    /// </exception>
    EventFollower Follow(Query query, long after = 0);
}
