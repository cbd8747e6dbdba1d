using System.Diagnostics;
using Opossum.Typed.Engine;
using Opossum.Typed.Engine.Commit;
using Opossum.Typed.Engine.Index;
using Opossum.Typed.Engine.Log;
using Opossum.Typed.Engine.Read;
using Opossum.Typed.Engine.Runs;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.Telemetry;
using Opossum.Typed.Engine.Waiting;

namespace Opossum.Typed;

/// <summary>The embedded engine: a log in a directory, or in memory, of which this is the one writer.</summary>
/// <example>
/// <code>
/// await using var log = await EventLog.OpenAsync("./data/raw");
/// await log.AppendAsync([new EventData("course-defined", "{}"u8.ToArray(), new Tag("course:1")) { Encoding = PayloadEncoding.Json }]);
/// </code>
/// </example>
public sealed partial class EventLog : IEventLog, IDisposable
{
    private readonly OpossumOptions _options;
    private readonly IStorage _storage;
    private readonly StoreLock _lock;
    private readonly SegmentFiles _files;
    private readonly SegmentLog _log;
    private readonly IndexKeeper _keeper;
    private readonly Watermark _watermark;
    private readonly SnapshotJudge _snapshotJudge;
    private readonly StoreMetrics _metrics;
    private readonly CommitLoop _commits;
    private readonly RecoveredLog _recovered;
    private readonly Lock _closing = new();
    private Task? _whenClosed;      // under _closing
    private int _closed;

    private EventLog(OpossumOptions options, IStorage storage, StoreLock storeLock, SegmentFiles files, RecoveredLog recovered, StoreMetrics metrics)
    {
        (_options, _storage, _lock, _files, _recovered) = (options, storage, storeLock, files, recovered);
        var terms = new TermHasher(SegmentHeader.SeedOf(recovered.StoreId), options.TermMask);
        var views = new LogViews(recovered.View);
        _keeper = new(storage, views, recovered.StoreId, terms, options.RunsPerMerge) { IsBusy = () => _commits!.IsBusy };
        metrics.Observe(_keeper.Work, files.Work);
        _log = new(storeLock, files, recovered, views, _keeper, terms);
        _watermark = new(recovered.Report.Head);
        _snapshotJudge = new(_log, _watermark);
        _metrics = metrics;
        _metrics.ObserveLag(() => Math.Max(Head - DurableHead, 0));
        // In memory nothing can be flushed, so nothing waits for it: what is visible is as durable as it will ever be.
        var strategy = storage is MemoryStorage ? FlushStrategy.Immediately : options.FlushStrategy;
        _commits = new(_log, _watermark, new(strategy, options.TimeProvider), metrics);
        _commits.Start();
        try
        {
            // A flush makes the commit thread look, and end writing.
            files.Path?.Start(() => _log.Newest, () => _commits.TryEnqueue(AppendRequest.CreateFlush()));
            _keeper.Start();
        }
        catch
        {
            files.Path?.Dispose();
            _commits.Stop();
            throw;
        }
    }

    /// <inheritdoc/>
    public long Head => _watermark.Head;

    /// <inheritdoc/>
    public long DurableHead => _watermark.DurableHead;

    /// <summary>Why writing has ended for good in this instance; null while it goes on. Reads go on in any case; opening anew recovers.</summary>
    public StoreFaultedException? Fault => _commits.Fault;

    internal OpossumOptions Options => _options;

    internal StoreMetrics Metrics => _metrics;

    internal WaitingFollowers Followers => _watermark.Followers;

    /// <inheritdoc/>
    public Recovery Recovery => _recovered.Report;

    /// <summary>
    /// Why room for further events could not be prepared, such as a full disk; null while all is well. Appends go on in the room that is left, and preparing is tried again, at first after a
    /// second, then less often, up to every 32 seconds. Only when that room is used up and there is still no more does writing end, with a <see cref="StoreFaultedException"/>.
    /// </summary>
    public Exception? PreparationFailure => _files.Work.Failure;

    /// <summary>
    /// Why a part of the index could not be written, such as a full disk; null while all is well. Appends and reads go on, and it is tried
    /// again: whenever a segment is full, and at first after a second, then less
    /// often, up to every 32 seconds. The index of up to eight full segments stays in memory meanwhile. Older ones that have none on disk
    /// are searched by reading their events, which is slow, until they have one
    /// again. What has no index on disk when the log is closed is read again when it is opened. A <see cref="StoreDamagedException"/> says
    /// that events were found damaged while a lost index was rebuilt from them; it stays.
    /// </summary>
    public Exception? IndexFailure => _keeper.Work.Failure;

    /// <inheritdoc/>
    public ValueTask<AppendResult> AppendAsync(ReadOnlySpan<EventData> events, AppendCondition? unless = null, AppendKey? key = null, Durability durability = Durability.AsConfigured, CancellationToken cancellationToken = default)
    {
        if (events.IsEmpty) throw NoEvents(nameof(events));
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<AppendResult>(cancellationToken);
        var span = StoreTracing.StartAppend(events.Length);
        try
        {
            if (TryAnswer(events, unless, key, durability, span, out var request, out var outcome))
                return outcome.Conflict is { } conflict
                    ? ValueTask.FromException<AppendResult>(new AppendConditionFailedException(conflict))
                    : new(outcome.Result);
            var task = request.CreateTask();
            Enqueue(request);
            return new(task);
        }
        catch (Exception e) when (span is not null)
        {
            StoreTracing.End(span, default, e);
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<AppendOutcome> TryAppendAsync(ReadOnlySpan<EventData> events, AppendCondition unless, AppendKey? key = null, Durability durability = Durability.AsConfigured, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(unless);
        if (events.IsEmpty) throw NoEvents(nameof(events));
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<AppendOutcome>(cancellationToken);
        var span = StoreTracing.StartAppend(events.Length);
        try
        {
            if (TryAnswer(events, unless, key, durability, span, out var request, out var outcome)) return new(outcome);
            var attempt = request.CreateAttempt();
            Enqueue(request);
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
        return cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<AppendResult?>(cancellationToken) : new(_snapshotJudge.Find(key, _log.Terms));
    }

    /// <inheritdoc/>
    public ValueTask FlushAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _closed) != 0, this);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);
        if (_commits.Fault is { } fault) return ValueTask.FromException(fault.ForAnotherCaller());
        var head = Head;
        if (DurableHead >= head) return default;
        var request = AppendRequest.CreateFlush();
        var task = request.CreateTask();
        Enqueue(request);
        return new(task);
    }

    /// <inheritdoc/>
    public EventReader Read(Query query, ReadOptions options = default) => Read(query, options, ReadStrategy.Automatic);

    internal EventReader Read(Query query, in ReadOptions options, ReadStrategy strategy)
    {
        ArgumentNullException.ThrowIfNull(query);
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _closed) != 0, this);
        var head = _watermark.Head;             // before the view: it is then at least as new
        var (view, compiled, bounds) = (_log.View, CompiledQuery.Of(query, _log.Terms), ReadBounds.Of(options, head));
        var (limit, scan) = (options.Limit ?? long.MaxValue, strategy == ReadStrategy.Scan);
        return new LogReader(_watermark, view, head, _log.Seed, compiled, bounds, limit, scan, new(_options.TimeProvider));
    }

    /// <inheritdoc/>
    public EventReader Follow(Query query, long after = 0)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _closed) != 0, this);
        var (head, durableHead) = (Head, DurableHead);
        if (after > head) throw new PositionBeyondHeadException(after, head);
        if (after > durableHead) throw PositionBeyondHeadException.NotDurable(after, durableHead);
        var compiled = CompiledQuery.Of(query, _log.Terms);
        var pace = new ReadPace(_options.TimeProvider);         // of all its readers: there may be one for each group that is appended
        return new LogFollower(_watermark, compiled, after, pace, Read);

        LogReader Read(ReadBounds bounds) =>
            new(_watermark, _log.View, bounds.Last, _log.Seed, compiled, bounds, long.MaxValue, scan: false, pace);
    }

    /// <summary>Commits what is queued, writes the close frame and gives the store free. A second call waits for the first.</summary>
    public ValueTask DisposeAsync() => new(CloseAsync());

    /// <summary>
    /// Does the same as <see cref="DisposeAsync"/> and blocks until it is done, which takes as long as the disk does. Closing has a thread
    /// of its own, so it ends even if every thread of the pool is blocked, or the
    /// caller's is the only one of its <see cref="SynchronizationContext"/>.
    /// </summary>
    public void Dispose() => CloseAsync().GetAwaiter().GetResult();

    private Task CloseAsync()
    {
        lock (_closing)
        {
            Volatile.Write(ref _closed, 1);
            return _whenClosed ??= OwnThread.RunAsync("Opossum.Typed close", Close);
        }
    }

    private static ArgumentException NoEvents(string parameter) => new("An append needs at least one event.", parameter);

    private static ArgumentException EmptyKey(string parameter) => new("The append key is empty; say null for none.", parameter);

    private AppendLimitException TooLong(AppendRequest request)
    {
        var length = request.FrameLength;
        request.Abandon();
        return new($"An append is {length} bytes long, encoded; OpossumOptions.MaxAppendBytes admits {_options.MaxAppendBytes}. Split it, or keep large content elsewhere.");
    }

    /// <summary>Encodes an append and judges it as far as the snapshot of this moment goes.</summary>
    /// <returns>Whether the answer is known; otherwise the request is to be queued.</returns>
    private bool TryAnswer(
        ReadOnlySpan<EventData> events, AppendCondition? unless, AppendKey? key, Durability durability, Activity? span,
        out AppendRequest request, out AppendOutcome outcome)
    {
        if (key is { Utf8.IsEmpty: true }) throw EmptyKey(nameof(key));
        var startedAt = _metrics.TimesAppends ? _metrics.Now : 0;
        request = AppendRequest.Create(events, unless, key, durability, _options.TimeProvider.GetUtcNow(), _log.Terms);
        outcome = default;
        if (request.FrameLength > _options.MaxAppendBytes) throw TooLong(request);
        (request.Times, request.Span) = ((startedAt, 0), span);
        if (_commits.Fault is not null || Volatile.Read(ref _closed) != 0) return false;
        try
        {
            if (!_snapshotJudge.TryAnswer(request, out outcome)) return false;
        }
        catch
        {
            _metrics.Answered(startedAt, isRefused: false);         // as those that the commit thread answers with an error
            request.Abandon();
            throw;
        }

        _metrics.Answered(startedAt, outcome.Conflict is not null);
        request.Abandon();
        if (span is not null) StoreTracing.End(span, outcome, error: null);
        return true;
    }

    private void Enqueue(AppendRequest request)
    {
        if (request.Times.Started != 0) request.Times = (request.Times.Started, _metrics.Now);
        if (_commits.TryEnqueue(request)) return;
        request.Abandon();
        throw new ObjectDisposedException(nameof(EventLog), "The log was closed.");
    }

    private void Close()
    {
        // Disposed of from the last to the first, each whatever becomes of the others: a store that stays locked can't be opened again.
        using var metrics = _metrics;
        using var storage = _storage as IDisposable;
        using var storeLock = _lock;
        using var log = _log;
        using var keeper = _keeper;
        using var commits = _commits;
        using var watch = _files.Path;

        var allOnDisk = commits.Stop();
        _watermark.Close();
        keeper.Stop(sealing: allOnDisk);
        if (!allOnDisk) return;
        log.Close();
        storeLock.WriteClosed(_recovered.StoreId, _watermark.Head);
    }
}
