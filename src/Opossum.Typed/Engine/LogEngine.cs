using System.Diagnostics;
using Opossum.Typed.Engine.Commit;
using Opossum.Typed.Engine.Backup;
using Opossum.Typed.Engine.HeadFiles;
using Opossum.Typed.Engine.IndexFiles.Upkeep;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.Retrieval;
using Opossum.Typed.Engine.RowFiles;
using Opossum.Typed.Engine.SnapshotFiles;
using Opossum.Typed.Engine.StateFiles;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.Telemetry;
using Opossum.Typed.Engine.Verification;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Engine;

/// <summary>
/// The embedded engine: its parts, wired once. The public <see cref="EmbeddedEventLog"/> starts its threads; without them, the crash
/// simulator and tests make its steps themselves, so what they prove is the engine that ships.
/// </summary>
internal sealed partial class LogEngine : IDisposable
{
    private readonly OpossumOptions _options;
    private readonly IStorage _storage;
    private readonly StoreLock _lock;
    private readonly SegmentFiles _files;
    private readonly RecoveredLog _recovered;
    private readonly StoreMetrics _metrics;
    private readonly LogViews _views;
    private readonly IndexKeeper _keeper;
    private readonly SnapshotJudge _judge;
    private readonly LogQueries _queries;
    private readonly CommitLoop _commits;
    private readonly HeadFile? _head;           // null in memory, which no other process sees
    private volatile bool _isClosing;

    /// <summary>Up to where the log may be seen, and who waits for more.</summary>
    public Watermark Watermark { get; }

    public Guid StoreId => _recovered.StoreId;

    public long Head => Watermark.Head;

    public long DurableHead => Watermark.DurableHead;

    public Recovery Recovery => _recovered.Report;

    /// <summary>How many segments were read whole when it was opened.</summary>
    public int Replayed => _recovered.Replayed;

    public TermHasher Terms { get; }

    /// <summary>How far consumers are.</summary>
    public ConsumerStateFiles Consumers { get; }

    /// <summary>The rows of read models in memory, while no program runs.</summary>
    public RowFileStore RowFiles { get; }

    /// <summary>States of decision models on disk; null in memory, which does not outlast a process.</summary>
    public SnapshotKeeper? Snapshots { get; }

    /// <summary>Why writing has ended; null while it goes on.</summary>
    public StoreFaultedException? Fault => _commits.Fault;

    /// <summary>Making the next segment.</summary>
    public BackgroundWork Preparation => _files.Work;

    /// <summary>Telling other processes of the durable head; null if there can be none.</summary>
    public BackgroundWork? Publication => _head?.Work;

    /// <summary>Writing the index.</summary>
    public BackgroundWork Indexing => _keeper.Work;

    /// <summary>True if no run is being made or merged, and none will be before another segment is full.</summary>
    public bool IsIndexSettled => _keeper.IsIdle;

    /// <summary>The writing end. For the thread that makes the steps.</summary>
    public SegmentLog Log { get; }

    /// <summary>The making of the next segment that is under way, or whose result waits. For the thread that makes the steps.</summary>
    public Task? Preparing => _files.Preparing;

    public Snapshot Visible => Snapshot.Visible(Watermark, _views);

    public Snapshot Durable => Snapshot.Durable(Watermark, _views);

    /// <summary>One group is committed, or a flush is made that is due. In place of the commit thread.</summary>
    /// <returns>False when there was nothing to do.</returns>
    public bool Step() => _commits.Step();

    /// <summary>One run is made. In place of the index thread.</summary>
    /// <returns>False when there was nothing to do.</returns>
    public bool StepIndex() => _keeper.Step();

    /// <summary>One snapshot is written, or a useless one deleted. In place of the thread pool.</summary>
    /// <returns>False when there was nothing to do.</returns>
    public bool StepSnapshots() => Snapshots?.Step() ?? false;

    /// <summary>Encodes an append and judges it as far as the snapshot of this moment goes.</summary>
    /// <returns>Whether the answer is known; otherwise the request is to be queued.</returns>
    /// <exception cref="AppendLimitException">It is longer than the options admit.</exception>
    public bool TryJudge(
        ReadOnlySpan<EventData> events, AppendCondition? unless, AppendKey? key, Durability durability, Activity? span,
        out AppendRequest request, out AppendOutcome outcome)
    {
        var startedAt = _metrics.TimesAppends ? _metrics.Now : 0;
        request = AppendRequest.Create(events, unless, key, durability, _options.TimeProvider.GetUtcNow(), Terms);
        outcome = default;
        if (request.FrameLength > _options.MaxAppendBytes) throw TooLong(request);
        (request.Times, request.Span) = ((startedAt, 0), span);
        if (_commits.Fault is not null || _isClosing) return false;
        try
        {
            if (!_judge.TrySettle(request, out outcome)) return false;
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

    /// <summary>Hands an append to the commit thread.</summary>
    /// <exception cref="ObjectDisposedException">The log was closed.</exception>
    public void Enqueue(AppendRequest request)
    {
        if (request.Times.Started != 0) request.Times = (request.Times.Started, _metrics.Now);
        if (_commits.TryEnqueue(request)) return;
        request.Abandon();
        throw new ObjectDisposedException(nameof(EmbeddedEventLog), "The log was closed.");
    }

    /// <summary>Where the visible append with a key is.</summary>
    public AppendResult? Find(AppendKey key) => _judge.Find(key, Terms);

    /// <inheritdoc cref="LogQueries.Read"/>
    public LogReader Read(Query query, in ReadOptions options, ReadStrategy strategy) => _queries.Read(query, options, strategy);

    /// <summary>Begins to follow what is durable.</summary>
    /// <param name="query">What to follow.</param>
    /// <param name="after">The position to begin after.</param>
    /// <param name="beforeRead">Called before each snapshot is taken, for tests of interleavings.</param>
    /// <exception cref="PositionBeyondHeadException">The position is above the durable head.</exception>
    public LogFollower Follow(Query query, long after, Action? beforeRead = null)
    {
        var (head, durableHead) = (Head, DurableHead);
        if (after > head) throw new PositionBeyondHeadException(after, head);
        if (after > durableHead) throw PositionBeyondHeadException.NotDurable(after, durableHead);
        return _queries.Follow(query, after, beforeRead);
    }

    /// <inheritdoc cref="EmbeddedEventLog.Explain"/>
    public string Explain(Query query, in ReadOptions options) => _queries.Explain(query, options);

    /// <summary>Makes a backup on the calling thread.</summary>
    /// <param name="to">Where.</param>
    /// <param name="options">How.</param>
    /// <param name="proceed">Called often; may throw.</param>
    public BackupResult Backup(IStorage to, BackupOptions options, Action proceed)
    {
        var pace = new BackgroundPace(static () => { }) { IsBusy = () => _commits.IsBusy };
        var states = SavedStates.Of(_storage, Terms.Seed);          // before the snapshot
        var snapshot = Durable;
        var mark = Promise.MarkAt(snapshot.View.TagEpoch);           // after it
        return new BackupJob(new(_storage, _recovered.StoreId, snapshot, states, mark), to, options, Proceed).Run();

        void Proceed()
        {
            proceed();
            pace.Tick();
        }
    }

    /// <summary>Verifies a snapshot on the calling thread.</summary>
    /// <param name="snapshot">What is durable.</param>
    /// <param name="progress">Told of the progress.</param>
    /// <param name="proceed">Called often; may throw.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public LogVerification Verify(
        in Snapshot snapshot, IProgress<VerificationProgress>? progress, Action proceed, CancellationToken cancellationToken)
    {
        var parts = VerifiedPart.Of(snapshot.View, snapshot.Head, _recovered);
        return new LogVerifier(_storage, snapshot.View, parts, snapshot.Head, Terms).Run(progress, proceed, cancellationToken);
    }

    private Guid IdAt(long position)
    {
        using var reader = _queries.Read(Query.All, new() { From = position, To = position }, ReadStrategy.Scan);
        return reader.FillAsync().AsTask().GetAwaiter().GetResult() && reader.TryRead(out var e) ? e.Id : Guid.Empty;
    }

    private AppendLimitException TooLong(AppendRequest request)
    {
        var length = request.FrameLength;
        request.Abandon();
        return new($"An append is {length} bytes long, encoded; OpossumOptions.MaxAppendBytes admits {_options.MaxAppendBytes}. "
            + "Split it, or keep large content elsewhere.");
    }
}
