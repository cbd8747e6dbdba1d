using System.Diagnostics;
using Opossum.Typed.Engine;
using Opossum.Typed.Engine.Commit;
using Opossum.Typed.Engine.Retrieval;
using Opossum.Typed.Engine.RowFiles;
using Opossum.Typed.Engine.SnapshotFiles;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.Telemetry;
using Opossum.Typed.Engine.Threads;
using Opossum.Typed.Engine.Waiting;

namespace Opossum.Typed;

/// <summary>The embedded engine: a log in a directory, or in memory, of which this is the one writer.</summary>
/// <example>
/// <code>
/// await using var log = await EmbeddedEventLog.OpenAsync("./data/raw");
/// await log.AppendAsync([new EventData("course-defined", "{}"u8.ToArray(), new Tag("course:1")) { Encoding = PayloadEncoding.Json }]);
/// </code>
/// </example>
public sealed partial class EmbeddedEventLog : IEventLog, IDisposable
{
    private readonly OpossumOptions _options;
    private readonly IStorage _storage;
    private readonly StoreMetrics _metrics;
    private readonly LogEngine _engine;
    private readonly Lock _closing = new();
    private Task? _whenClosed;      // under _closing
    private int _closed;

    private EmbeddedEventLog(OpossumOptions options, IStorage storage, StoreMetrics metrics, LogEngine engine) =>
        (_options, _storage, _metrics, _engine) = (options, storage, metrics, engine);

    /// <inheritdoc/>
    public Guid StoreId => _engine.StoreId;

    /// <inheritdoc/>
    public long Head => _engine.Head;

    /// <inheritdoc/>
    public long DurableHead => _engine.DurableHead;

    /// <summary>
    /// Why writing has ended for good in this instance; null while it goes on. Reads go on in any case; opening anew recovers.
    /// </summary>
    public StoreFaultedException? Fault => _engine.Fault;

    /// <summary>The directory <c>consumers</c> of the store; in memory for a store in memory.</summary>
    public IConsumerStates ConsumerStates => _engine.Consumers;

    internal OpossumOptions Options => _options;

    /// <summary>The directory of the store; null in memory.</summary>
    internal string? StorePath => (_storage as FileStorage)?.Location;

    internal StoreMetrics Metrics => _metrics;

    internal RowFileStore RowFiles => _engine.RowFiles;

    internal SnapshotKeeper? Snapshots => _engine.Snapshots;

    internal WaitingFollowers Followers => _engine.Watermark.Followers;

    internal PositionAlarms Alarms => _engine.Watermark.Alarms;

    internal bool IsIndexSettled => _engine.IsIndexSettled;

    /// <inheritdoc/>
    public Recovery Recovery => _engine.Recovery;

    /// <summary>
    /// Why room for further events could not be prepared, such as a full disk; null while all is well. Appends go on in the room that is
    /// left, and preparing is tried again, at first after a second, then less often, up to every 32 seconds. Only when that room is used up
    /// and there is still no more does writing end, with a <see cref="StoreFaultedException"/>.
    /// </summary>
    public Exception? PreparationFailure => _engine.Preparation.Failure;

    /// <summary>
    /// Why a part of the index could not be written, such as a full disk; null while all is well. Appends and reads go on, and it is tried
    /// again: whenever a segment is full, and at first after a second, then less often, up to every 32 seconds. The index of up to eight
    /// full segments stays in memory meanwhile. Older ones that have none on disk are searched by reading their events, which is slow,
    /// until they have one again. What has no index on disk when the log is closed is read again when it is opened. A
    /// <see cref="StoreDamagedException"/> says that events were found damaged while a lost index was rebuilt from them; it stays.
    /// </summary>
    public Exception? IndexFailure => _engine.Indexing.Failure;

    /// <summary>
    /// Why the durable head could not be published for other processes; null while all is well. Appends and reads go on, and every flush
    /// tries it again; a <see cref="ReadOnlyEventLog"/> sees each group of appends when the next one is written meanwhile.
    /// </summary>
    public Exception? PublicationFailure => _engine.Publication?.Failure;

    /// <summary>
    /// Why a snapshot of a decision model could not be written or read, such as a full disk or a state that can't be stored; null while all
    /// is well. Decisions go on; after a restart, those on a boundary without a snapshot fold it from its first event. It is tried again
    /// with the next snapshot. A state that can't be stored stays here, and its model has no further snapshots until the store is opened
    /// again.
    /// </summary>
    public Exception? SnapshotFailure => _engine.Snapshots?.Work.Failure;

    /// <inheritdoc/>
    public ValueTask<AppendResult> AppendAsync(
        ReadOnlySpan<EventData> events, AppendCondition? unless = null, AppendKey? key = null,
        Durability durability = Durability.AsConfigured, CancellationToken cancellationToken = default)
    {
        if (events.IsEmpty) throw NoEvents(nameof(events));
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<AppendResult>(cancellationToken);
        var span = StoreTracing.StartAppend(events.Length);
        try
        {
            if (TryAnswerAtOnce(events, unless, key, durability, span, out var request, out var outcome))
                return outcome.Conflict is { } conflict
                    ? ValueTask.FromException<AppendResult>(new AppendConditionFailedException(conflict))
                    : new(outcome.Result);
            var task = request.CreateTask();
            _engine.Enqueue(request);
            return new(task);
        }
        catch (Exception e) when (span is not null)
        {
            StoreTracing.End(span, default, e);
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<AppendOutcome> TryAppendAsync(
        ReadOnlySpan<EventData> events, AppendCondition unless, AppendKey? key = null, Durability durability = Durability.AsConfigured,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(unless);
        if (events.IsEmpty) throw NoEvents(nameof(events));
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<AppendOutcome>(cancellationToken);
        var span = StoreTracing.StartAppend(events.Length);
        try
        {
            if (TryAnswerAtOnce(events, unless, key, durability, span, out var request, out var outcome)) return new(outcome);
            var attempt = request.CreateAttempt();
            _engine.Enqueue(request);
            return new(attempt);
        }
        catch (Exception e) when (span is not null)
        {
            StoreTracing.End(span, default, e);
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<AppendResult?> FindAppendAsync(AppendKey key, CancellationToken cancellationToken = default)
    {
        if (key.Utf8.IsEmpty) throw EmptyKey(nameof(key));
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _closed) != 0, this);
        return cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<AppendResult?>(cancellationToken)
            : new(_engine.Find(key));
    }

    /// <inheritdoc/>
    public ValueTask FlushAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _closed) != 0, this);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);
        if (Fault is { } fault) return ValueTask.FromException(fault.ForAnotherCaller());
        var head = Head;
        if (DurableHead >= head) return default;
        var request = AppendRequest.CreateFlush();
        var task = request.CreateTask();
        _engine.Enqueue(request);
        return new(task);
    }

    /// <inheritdoc/>
    public EventReader Read(Query query, ReadOptions options = default) => Read(query, options, ReadStrategy.Automatic);

    internal EventReader Read(Query query, in ReadOptions options, ReadStrategy strategy)
    {
        ArgumentNullException.ThrowIfNull(query);
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _closed) != 0, this);
        return _engine.Read(query, options, strategy);
    }

    /// <inheritdoc/>
    public EventFollower Follow(Query query, long after = 0)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _closed) != 0, this);
        return _engine.Follow(query, after);
    }

    /// <summary>Commits what is queued, writes the close frame and gives the store free. A second call waits for the first.</summary>
    public ValueTask DisposeAsync() => new(CloseAsync());

    /// <summary>
    /// Does the same as <see cref="DisposeAsync"/> and blocks until it is done, which takes as long as the disk does. Closing has a thread
    /// of its own, so it ends even if every thread of the pool is blocked, or the caller's is the only one of its
    /// <see cref="SynchronizationContext"/>.
    /// </summary>
    public void Dispose() => CloseAsync().GetAwaiter().GetResult();

    private Task CloseAsync()
    {
        lock (_closing)
        {
            Volatile.Write(ref _closed, 1);
            _engine.BeginClose();
            return _whenClosed ??= OwnThread.RunAsync("Opossum.Typed close", Close);
        }
    }

    private static ArgumentException NoEvents(string parameter) => new("An append needs at least one event.", parameter);

    private static ArgumentException EmptyKey(string parameter) => new("The append key is empty; say null for none.", parameter);

    private bool TryAnswerAtOnce(
        ReadOnlySpan<EventData> events, AppendCondition? unless, AppendKey? key, Durability durability, Activity? span,
        out AppendRequest request, out AppendOutcome outcome)
    {
        if (key is { Utf8.IsEmpty: true }) throw EmptyKey(nameof(key));
        return _engine.TryJudge(events, unless, key, durability, span, out request, out outcome);
    }

    private void Close()
    {
        using var metrics = _metrics;
        using var storage = _storage as IDisposable;
        _engine.Close();
    }
}
