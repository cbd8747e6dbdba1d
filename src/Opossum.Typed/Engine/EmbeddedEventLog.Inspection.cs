using Opossum.Typed.Engine.Commit;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed;

// What can be asked about a log and its storage while it works.
public sealed partial class EmbeddedEventLog
{
    private readonly Lock _probing = new();

    /// <summary>
    /// Looks at what the store lies on: its file system, what the system says of the disk, and the time of a flush. For that it writes a
    /// file of 4 KiB into the store, flushes it 17 times and deletes it; appends go on meanwhile. Opening does none of this.
    /// </summary>
    /// <param name="cancellationToken">Looked at before it begins.</param>
    /// <returns>What was found, with warnings where events that must survive a power cut are not well kept. On other systems than Linux the
    /// times alone are known.</returns>
    /// <exception cref="IOException">The file could not be written: the disk is full, say.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    /// <exception cref="ObjectDisposedException">The log was closed.</exception>
    public Task<StorageProfile> ProbeStorageAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _closed) != 0, this);
        return Task.Run(Probe, cancellationToken);
    }

    /// <summary>
    /// Reads the whole log from its files, up to what is durable now, and compares every byte that means something with its hashes, every
    /// frame with the one before it, and the index with every event. Goes on behind what is damaged, so that all of it is named. Appends
    /// and reads go on meanwhile; it needs memory for one segment file, 32 MiB in a grown store.
    /// </summary>
    /// <param name="progress">Told after every MiB that was read, on the verifying thread; null for nobody.</param>
    /// <param name="cancellationToken">Ends it with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>What was found. Damage is not an exception here.</returns>
    /// <exception cref="IOException">
    /// A file can't be opened for a reason that says nothing of it: the process has no file handle left.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    /// <exception cref="ObjectDisposedException">The log was closed, before or meanwhile.</exception>
    /// <example>
    /// <code>
    /// var verification = await log.VerifyAsync();
    /// foreach (var damage in verification.Damage) Console.WriteLine(damage);
    /// </code>
    /// </example>
    public Task<LogVerification> VerifyAsync(
        IProgress<VerificationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _closed) != 0, this);
        var snapshot = _engine.Durable;
        // Minutes of work without a pause: not on a thread of the pool, and behind what the application does.
        var verify = () => Verify(snapshot, progress, cancellationToken);
        return Task.Factory.StartNew(verify, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>
    /// Says how a query would be answered: which parts of the index know something of it, and through how many events each leads. Reads the
    /// index alone. How a query is answered never changes what is answered.
    /// </summary>
    /// <param name="query">What to read.</param>
    /// <param name="options">Where, and in which direction; the limit does not matter.</param>
    /// <returns>A line for each part of the index, in the order of the read. It is for people, and may be worded otherwise in another
    /// version.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A position is negative.</exception>
    /// <exception cref="PositionBeyondHeadException">The position to begin at is above the head.</exception>
    /// <exception cref="ObjectDisposedException">The log was closed.</exception>
    public string Explain(Query query, ReadOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _closed) != 0, this);
        return _engine.Explain(query, options);
    }

    private LogVerification Verify(in Snapshot snapshot, IProgress<VerificationProgress>? progress, CancellationToken cancellationToken)
    {
        Platform.LowerThreadPriority();         // of a thread that ends with the verification
        return _engine.Verify(snapshot, progress, EnsureOpen, cancellationToken);
    }

    private void EnsureOpen()
    {
        if (_engine.Watermark.IsClosed)
            throw new ObjectDisposedException(nameof(EmbeddedEventLog), "The log was closed before its verification was over.");
    }

    private StorageProfile Probe()
    {
        lock (_probing)
        {
            var (median, slowest) = FlushProbe.Run(_storage, Segment.ProbeName);
            var (system, device) = (FileSystem.Of(_storage), (_storage as IDescribedStorage)?.Device ?? default);
            return new(system.Name, system.Kind, device.IsRotational, device.HasWriteCache, median, slowest);
        }
    }
}
