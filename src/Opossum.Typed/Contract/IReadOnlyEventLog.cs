using System.Collections.Immutable;

namespace Opossum.Typed;

/// <summary>
/// A log of events to read and to follow, raw: type names, tags and bytes. Nothing here appends, so what takes this interface runs beside
/// a writer as well as in it: an <see cref="EmbeddedEventLog"/> is one, and so is a <see cref="ReadOnlyEventLog"/>, which looks at a store
/// that another process has open. <see cref="OpossumReader"/> is its typed face.
/// </summary>
public interface IReadOnlyEventLog : IAsyncDisposable
{
    /// <summary>
    /// The store's own id. A backup of the store has the same one, and so has the store that it is restored to; see
    /// <see cref="Checkpoint"/>.
    /// </summary>
    Guid StoreId { get; }

    /// <summary>
    /// The position of the last event, as far as this process knows; 0 in an empty log. With the default options, everything up to it is
    /// durable. An <see cref="EmbeddedEventLog"/> is its only writer and always knows; a log that others append to can lag behind.
    /// </summary>
    long Head { get; }

    /// <summary>
    /// The position up to which events survive a power cut; equal to <see cref="Head"/> with the default options. A store in memory has
    /// nothing to flush: there the two are equal with all options.
    /// </summary>
    long DurableHead { get; }

    /// <summary>
    /// The log that this one wraps; null if it wraps none, or not yet. By it the typed store finds the metrics of an
    /// <see cref="EmbeddedEventLog"/> behind a wrapper, and keeps states of decisions. Implement it with this very type: a property of
    /// another one compiles and is not seen.
    /// </summary>
    IReadOnlyEventLog? Inner => null;

    /// <summary>Where consumers keep how far they are; null for a log that keeps it nowhere.</summary>
    IConsumerStates? ConsumerStates => null;

    /// <summary>
    /// How often tags were added to stored events; 0 for a log that was never retagged, or can't be. It rises when
    /// <see cref="IEventLog.RetagAsync"/> publishes.
    /// </summary>
    long TagEpoch => 0;

    /// <summary>
    /// The tags that a retagging made sure of: every event up to <see cref="RetaggedTag.Covered"/> has its own, and no later one was
    /// appended by a program that does not store them.
    /// </summary>
    ImmutableArray<RetaggedTag> Retagged => [];

    /// <summary>Where the events of the append with this key are; null when nothing visible was appended with it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Looked at before the search.</param>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    /// <exception cref="StoreDamagedException">The append is not what was written.</exception>
    /// <exception cref="ObjectDisposedException">The log was closed.</exception>
    ValueTask<AppendResult?> FindAppendAsync(AppendKey key, CancellationToken cancellationToken = default);

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
