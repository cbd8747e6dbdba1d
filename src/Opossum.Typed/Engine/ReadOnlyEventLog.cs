using System.Collections.Immutable;
using Opossum.Typed.Engine;
using Opossum.Typed.Engine.RowFiles;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.Threads;

namespace Opossum.Typed;

/// <summary>
/// A store that another process writes, or none: to read, to follow, to verify and to back up, while the writer goes on at full speed. It
/// shows exactly what is durable. It takes no lock, changes no file, and needs no permission to write.
/// </summary>
/// <remarks>
/// <see cref="EmbeddedEventLog.OpenReadOnlyAsync"/> opens it. What the writer has acknowledged before a read began is in that read. A
/// follower sees new events within a few milliseconds. If the store is restored from an older backup or replaced meanwhile, every call
/// and every follower ends with a <see cref="StoreReplacedException"/>, so that two histories are never mixed.
/// </remarks>
/// <example>
/// <code>
/// await using var log = await EmbeddedEventLog.OpenReadOnlyAsync("./data/raw");
/// using var follower = log.Follow(Query.All);
/// while (await follower.FillAsync())
///     while (follower.TryRead(out var e)) Console.WriteLine(e.Position);
/// </code>
/// </example>
public sealed class ReadOnlyEventLog : IReadOnlyEventLog, IDisposable
{
    private readonly IStorage _storage;
    private readonly ReadOnlyEngine _engine;
    private readonly StateDirectory? _states;
    private readonly Lock _closing = new();
    private Task? _whenClosed;      // under _closing
    private int _closed;

    internal ReadOnlyEventLog(IStorage storage, ReadOnlyOptions options, ReadOnlyEngine engine, StateDirectory? states) =>
        (_storage, Options, _engine, _states) = (storage, options, engine, states);

    internal ReadOnlyOptions Options { get; }

    internal string Location => _storage.Location;

    internal ReadOnlyEngine Engine => _engine;

    internal RowFileStore? RowFiles => _states?.RowFiles;

    /// <inheritdoc/>
    public Guid StoreId => _engine.StoreId;

    /// <summary>The position of the last durable event, as of this call; 0 in an empty store.</summary>
    /// <exception cref="StoreReplacedException">The store was replaced.</exception>
    public long Head => Open.Head;

    /// <summary>The same as <see cref="Head"/>: nothing else is shown.</summary>
    public long DurableHead => Open.Head;

    /// <summary>What is known of the store and its writer, as of this call, which looks further than a read does.</summary>
    /// <exception cref="StoreReplacedException">The store was replaced.</exception>
    /// <exception cref="StoreDamagedException">Events that were acknowledged are missing or altered.</exception>
    public ReadOnlyStatus Status => Open.Status;

    /// <summary>The <see cref="ReadOnlyOptions.StateDirectory"/>; null without one.</summary>
    public IConsumerStates? ConsumerStates => _states?.Consumers;

    /// <inheritdoc/>
    public long TagEpoch => Open.TagEpoch;

    /// <inheritdoc/>
    public ImmutableArray<RetaggedTag> Retagged => Open.Retagged;

    private ReadOnlyEngine Open
    {
        get
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _closed) != 0, this);
            return _engine;
        }
    }

    /// <inheritdoc/>
    public ValueTask<AppendResult?> FindAppendAsync(AppendKey key, CancellationToken cancellationToken = default)
    {
        if (key.Utf8.IsEmpty) throw new ArgumentException("The append key is empty.", nameof(key));
        return cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<AppendResult?>(cancellationToken)
            : new(Open.Find(key));
    }

    /// <summary>
    /// Begins to read everything that was acknowledged, and durable, before this call. Never waits for the writer, and the writer never
    /// waits for it.
    /// </summary>
    /// <param name="query">What to read.</param>
    /// <param name="options">Where, and in which direction.</param>
    /// <exception cref="ArgumentOutOfRangeException">A position or the limit is negative.</exception>
    /// <exception cref="PositionBeyondHeadException">The position to begin at is above the head.</exception>
    /// <exception cref="StoreReplacedException">The store was replaced.</exception>
    /// <exception cref="StoreDamagedException">Events that were acknowledged are missing or altered.</exception>
    public EventReader Read(Query query, ReadOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Open.Read(query, options);
    }

    /// <summary>
    /// Reads what matches after a position and goes on with what becomes durable later. The files are looked at for it every millisecond,
    /// and up to every 20 while nothing comes.
    /// </summary>
    /// <param name="query">What to follow.</param>
    /// <param name="after">
    /// The last position that was dealt with; 0 begins with the first event. After a power cut it may be above the head, though the log
    /// holds the event: then the follower waits until the store is opened for writing.
    /// </param>
    /// <exception cref="PositionBeyondHeadException">
    /// The log does not hold the position. If a writer has cut the event off, reading throws it.
    /// </exception>
    /// <exception cref="StoreReplacedException">The store was replaced, before or while it is followed.</exception>
    public EventFollower Follow(Query query, long after = 0)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        return Open.Follow(query, after);
    }

    /// <inheritdoc cref="EmbeddedEventLog.Explain"/>
    public string Explain(Query query, ReadOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Open.Explain(query, options);
    }

    /// <summary>
    /// Reads the whole log from its files, up to what is durable now, as <see cref="EmbeddedEventLog.VerifyAsync"/> does. What the system
    /// has in its cache is read from there: the cache is left to the writer.
    /// </summary>
    /// <inheritdoc cref="EmbeddedEventLog.VerifyAsync"/>
    public Task<LogVerification> VerifyAsync(
        IProgress<VerificationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var engine = Open;
        return Task.Factory.StartNew(Verify, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        LogVerification Verify()
        {
            Platform.LowerThreadPriority();         // of a thread that ends with the verification
            return engine.Verify(progress, () => EnsureOpen("verification"), cancellationToken);
        }
    }

    /// <summary>
    /// Makes a backup beside the writer, as the writer itself does. It copies every file that the directory lacks:
    /// <see cref="BackupOptions.HardLinks"/> has no effect, since a link changes the file that it leads to.
    /// </summary>
    /// <inheritdoc/>
    public Task<BackupResult> BackupAsync(string directory, BackupOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        StorePaths.RefuseWindows(directory, nameof(directory));
        var (engine, path) = (Open, Path.GetFullPath(directory));
        return BackupCall.RunAsync(path, _storage.Location, Backup, cancellationToken);

        BackupResult Backup()
        {
            using var target = EmbeddedEventLog.StorageOf(path, StoreAccess.Owner);
            return engine.Backup(target, options ?? new(), Proceed);
        }

        void Proceed()
        {
            cancellationToken.ThrowIfCancellationRequested();
            EnsureOpen("backup");
        }
    }

    /// <summary>Ends what follows and lets go of the files. The writer does not notice.</summary>
    public ValueTask DisposeAsync() => new(CloseAsync());

    /// <summary>Does the same as <see cref="DisposeAsync"/> and blocks until it is done.</summary>
    public void Dispose() => CloseAsync().GetAwaiter().GetResult();

    private Task CloseAsync()
    {
        lock (_closing)
        {
            Volatile.Write(ref _closed, 1);
            return _whenClosed ??= OwnThread.RunAsync("Opossum.Typed close", Close);
        }
    }

    private void Close()
    {
        using var states = _states;
        _engine.Dispose();
    }

    private void EnsureOpen(string what)
    {
        if (_engine.Watermark.IsClosed)
            throw new ObjectDisposedException(nameof(ReadOnlyEventLog), $"The log was closed before its {what} was over.");
    }
}
