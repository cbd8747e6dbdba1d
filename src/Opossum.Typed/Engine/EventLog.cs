using Opossum.Typed.Engine.Commit;
using Opossum.Typed.Engine.Index;
using Opossum.Typed.Engine.Log;
using Opossum.Typed.Engine.Read;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed;

/// <summary>The embedded engine: a log in a directory, or in memory, of which this is the one writer.</summary>
/// <example>
/// <code>
/// await using var log = await EventLog.OpenAsync("./data/raw");
/// await log.AppendAsync([new EventData("course-defined", "{}"u8.ToArray(), new Tag("course:1"))]);
/// </code>
/// </example>
public sealed class EventLog : IEventLog
{
    private readonly OpossumOptions _options;
    private readonly StoreLock _lock;
    private readonly SegmentFiles _files;
    private readonly SegmentLog _log;
    private readonly Watermark _watermark;
    private readonly SnapshotJudge _snapshotJudge;
    private readonly CommitLoop _commits;
    private readonly Guid _storeId;
    private readonly Lock _closing = new();
    private Task? _whenClosed;      // under _closing
    private int _closed;

    private EventLog(OpossumOptions options, StoreLock storeLock, SegmentFiles files, SegmentLog log, RecoveredLog recovered)
    {
        (_options, _lock, _files, _log, _storeId, Recovery) = (options, storeLock, files, log, recovered.StoreId, recovered.Report);
        _watermark = new(recovered.Report.Head);
        _snapshotJudge = new(log, _watermark);
        _commits = new(log, _watermark, new(options.FlushStrategy, options.TimeProvider));
        _commits.Start();
    }

    /// <inheritdoc/>
    public long Head => _watermark.Head;

    /// <inheritdoc/>
    public long DurableHead => _watermark.DurableHead;

    /// <summary>What opening found.</summary>
    public Recovery Recovery { get; }

    /// <summary>
    /// Why room for further events could not be prepared, such as a full disk; null while all is well. Appends go on in the room that is left, and preparing is tried again, at first after a
    /// second, then less often, up to every 32 seconds. Only when that room is used up and there is still no more does writing end, with a <see cref="StoreFaultedException"/>.
    /// </summary>
    public Exception? PreparationFailure => _files.Failure;

    /// <summary>Opens a log in a directory, which is made when it is missing, and recovers it.</summary>
    /// <param name="path">The directory. It holds one store and nothing else.</param>
    /// <param name="options">The defaults when null.</param>
    /// <param name="cancellationToken">Looked at before opening begins.</param>
    /// <exception cref="StoreAccessException">The directory can't be read or written: permissions, a read-only file system, a full disk.</exception>
    /// <exception cref="StoreLockedException">It is open already.</exception>
    /// <exception cref="StoreFormatException">It holds something else than a store of this version.</exception>
    /// <exception cref="StoreDamagedException">Events that were acknowledged are missing or altered.</exception>
    public static async ValueTask<EventLog> OpenAsync(string path, OpossumOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return await Task.Run(() => OpenDirectory(path, options), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same engine in memory: for tests and throw-away stores. Nothing survives it.</summary>
    public static EventLog OpenInMemory(OpossumOptions? options = null) => Open(new MemoryStorage(), options);

    internal static EventLog Open(IStorage storage, OpossumOptions? options)
    {
        options = (options ?? new()).Checked();
        var storeLock = StoreLock.Take(storage);
        try
        {
            var files = new SegmentFiles(storage, options.MaxSegmentBytes, options.TimeProvider);
            var recovered = new LogRecovery(storage, storeLock, files, options.TermMask).Run();
            try
            {
                storeLock.WriteOpen(recovered.StoreId, recovered.Report.Head);
                return new(options, storeLock, files, new(storeLock, files, recovered, options.TermMask), recovered);
            }
            catch
            {
                files.Dispose();
                foreach (var segment in recovered.Segments) segment.Dispose();
                throw;
            }
        }
        catch
        {
            storeLock.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<AppendResult> AppendAsync(ReadOnlySpan<EventData> events, AppendCondition? unless = null, AppendKey? key = null, Durability durability = Durability.AsConfigured, CancellationToken cancellationToken = default)
    {
        if (events.IsEmpty) throw NoEvents(nameof(events));
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<AppendResult>(cancellationToken);
        if (TryAnswer(events, unless, key, durability, out var request, out var outcome))
            return outcome.Conflict is { } conflict ? ValueTask.FromException<AppendResult>(new AppendConditionFailedException(conflict)) : new(outcome.Result);
        var task = request.Task;            // before the request is handed over: it may be complete, and in use again, at once
        Enqueue(request);
        return task;
    }

    /// <inheritdoc/>
    public ValueTask<AppendOutcome> TryAppendAsync(ReadOnlySpan<EventData> events, AppendCondition unless, AppendKey? key = null, Durability durability = Durability.AsConfigured, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(unless);
        if (events.IsEmpty) throw NoEvents(nameof(events));
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<AppendOutcome>(cancellationToken);
        if (TryAnswer(events, unless, key, durability, out var request, out var outcome)) return new(outcome);
        var attempt = request.Attempt;
        Enqueue(request);
        return attempt;
    }

    /// <inheritdoc/>
    public ValueTask FlushAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _closed) != 0, this);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);
        if (_commits.Fault is { } fault) return ValueTask.FromException(fault);
        var head = Head;
        if (DurableHead >= head) return default;
        var request = AppendRequest.CreateFlush();
        var task = request.Task;
        Enqueue(request);
        return WaitAsync(task);

        static async ValueTask WaitAsync(ValueTask<AppendResult> flush) => await flush.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public EventReader Read(Query query, ReadOptions options = default) => Read(query, options, ReadStrategy.Automatic);

    internal EventReader Read(Query query, in ReadOptions options, ReadStrategy strategy)
    {
        ArgumentNullException.ThrowIfNull(query);
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _closed) != 0, this);
        var head = _watermark.Head;             // before the segments: they are then at least as new
        return new LogReader(_watermark, _log.Segments, head, _log.Seed, new(query, _log.Terms), ReadBounds.Of(options, head), options.Limit ?? long.MaxValue, strategy == ReadStrategy.Scan);
    }

    /// <inheritdoc/>
    public EventReader Follow(Query query, long after = 0)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _closed) != 0, this);
        var head = Math.Max(Head, DurableHead);         // which are published one after the other
        if (after > head) throw new PositionBeyondHeadException(after, head);
        var compiled = new CompiledQuery(query, _log.Terms);
        return new LogFollower(_watermark, after, bounds => new(_watermark, _log.Segments, bounds.Last, _log.Seed, compiled, bounds, long.MaxValue, scan: false));
    }

    /// <summary>Commits what is queued, writes the close frame and gives the store free. A second call waits for the first.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_closing)
        {
            Volatile.Write(ref _closed, 1);
            return new(_whenClosed ??= Task.Run(Close));
        }
    }

    private static EventLog OpenDirectory(string path, OpossumOptions? options)
    {
        try
        {
            return Open(FileStorage.OfStore(path, Segment.Directory, Segment.IsOurs), options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreAccessException(path, e);
        }
    }

    private static ArgumentException NoEvents(string parameter) => new("An append needs at least one event.", parameter);

    /// <summary>Encodes an append and judges it as far as the snapshot of this moment goes.</summary>
    /// <returns>Whether the answer is known; otherwise the request is to be queued.</returns>
    private bool TryAnswer(ReadOnlySpan<EventData> events, AppendCondition? unless, AppendKey? key, Durability durability, out AppendRequest request, out AppendOutcome outcome)
    {
        if (key is { Utf8.IsEmpty: true }) throw new ArgumentException("The append key is empty; say null for none.", nameof(key));
        request = AppendRequest.Create(events, unless, key, durability, _options.TimeProvider.GetUtcNow(), _log.Terms);
        outcome = default;
        if (_commits.Fault is not null || Volatile.Read(ref _closed) != 0) return false;
        try
        {
            if (!_snapshotJudge.TryAnswer(request, out outcome)) return false;
            request.Abandon();
            return true;
        }
        catch
        {
            request.Abandon();
            throw;
        }
    }

    private void Enqueue(AppendRequest request)
    {
        if (_commits.TryEnqueue(request)) return;
        request.Abandon();
        throw new ObjectDisposedException(nameof(EventLog), "The log was closed.");
    }

    private void Close()
    {
        try
        {
            var allOnDisk = _commits.Stop();
            _watermark.Close();
            if (!allOnDisk) return;
            _log.Close();
            _lock.WriteClosed(_storeId, _watermark.Head);
        }
        finally
        {
            _commits.Dispose();
            _log.Dispose();
            _lock.Dispose();
        }
    }
}
