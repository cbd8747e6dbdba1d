using System.Runtime.CompilerServices;
using Opossum.Typed.CrashSim.Tests.Disk;
using Opossum.Typed.Engine.Backup;
using Opossum.Typed.Engine.Commit;
using Opossum.Typed.Engine.Index;
using Opossum.Typed.Engine.Log;
using Opossum.Typed.Engine.Read;
using Opossum.Typed.Engine.Runs;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.Telemetry;

namespace Opossum.Typed.CrashSim.Tests.Scenarios;

/// <summary>
/// An <see cref="EventLog"/> without its thread: the same parts, opened and closed the same way, and a scenario says when a step is made. The background task that prepares segments makes its
/// calls where the scenario lets it.
/// </summary>
internal sealed class SteppedLog : IDisposable
{
    /// <summary>Few, so that short scenarios merge.</summary>
    public const int RunsPerMerge = 2;

    private static readonly StoreMetrics Metrics = new("disk", TimeProvider.System);

    private readonly SimStorage _storage;
    private readonly IStorage _place;           // the disk, or a directory of it
    private readonly SimClock _clock;
    private readonly StoreLock _lock;
    private readonly SegmentFiles _files;
    private readonly IndexKeeper _keeper;
    private readonly SegmentLog _log;
    private readonly Watermark _watermark;
    private readonly SnapshotJudge _judge;
    private readonly CommitLoop _commits;
    private readonly Guid _storeId;

    private SteppedLog(SimStorage storage, IStorage place, SimClock clock, StoreLock storeLock, SegmentFiles files, RecoveredLog recovered, Strategy strategy)
    {
        (_storage, _place, _clock, _lock, _files, _storeId, Recovery) = (storage, place, clock, storeLock, files, recovered.StoreId, recovered.Report);
        storeLock.WriteOpen(recovered.StoreId, recovered.Report.Head);
        var (views, terms) = (new LogViews(recovered.View), new TermHasher(SegmentHeader.SeedOf(recovered.StoreId)));
        _keeper = new(place, views, recovered.StoreId, terms, RunsPerMerge);
        _log = new(storeLock, files, recovered, views, _keeper, terms);
        Replayed = recovered.Replayed;
        _watermark = new(recovered.Report.Head);
        _judge = new(_log, _watermark);
        _commits = new(_log, _watermark, new(strategy.Flush, clock), Metrics);
    }

    public Recovery Recovery { get; }

    /// <summary>How many segments were read whole when it was opened.</summary>
    public int Replayed { get; }

    public long Head => _watermark.Head;

    public long DurableHead => _watermark.DurableHead;

    /// <summary>The last position that was given away, written or not.</summary>
    public long Staged => _log.NextPosition - 1;

    public StoreFaultedException? Fault => _commits.Fault;

    public static SteppedLog Open(SimStorage storage, SimClock clock, int maxSegmentBytes, Strategy strategy, IStorage? place = null)
    {
        place ??= storage;
        var storeLock = StoreLock.Take(place);
        try
        {
            var files = new SegmentFiles(place, maxSegmentBytes, clock);
            var recovered = new LogRecovery(place, storeLock, files).Run();
            try
            {
                return new(storage, place, clock, storeLock, files, recovered, strategy);
            }
            catch
            {
                files.Dispose();
                recovered.View.Dispose();
                throw;
            }
        }
        catch
        {
            storeLock.Dispose();
            throw;
        }
    }

    /// <summary>The caller's half of an append; <see cref="Step(Random)"/> makes the other.</summary>
    public Task<AppendOutcome> Append(ReadOnlySpan<EventData> events, AppendCondition? unless, AppendKey? key, Durability durability = Durability.AsConfigured)
    {
        var request = AppendRequest.Create(events, unless, key, durability, _clock.GetUtcNow(), _log.Terms);
        if (_commits.Fault is null)
        {
            try
            {
                if (_judge.TryAnswer(request, out var outcome))
                {
                    request.Abandon();
                    return Task.FromResult(outcome);
                }
            }
            catch (Exception e)
            {
                request.Abandon();
                return Task.FromException<AppendOutcome>(e);
            }
        }

        return Enqueue(request);
    }

    /// <summary>Asks for a flush of what was appended before.</summary>
    public Task<AppendOutcome> Flush() => Enqueue(AppendRequest.CreateFlush());

    /// <summary>What is queued becomes one group, or a flush is made that is due.</summary>
    /// <param name="random">How far a background task comes meanwhile.</param>
    public bool Step(Random random)
    {
        _storage.Flushing = () =>
        {
            if (Preparing is { IsCompleted: false } task) _storage.Gate.LetThrough(random.Next(6), task);
        };
        _storage.Gate.Close();
        try
        {
            return _commits.Step();
        }
        finally
        {
            _storage.Gate.Open();
            AwaitBackground();
        }
    }

    /// <summary>A step whose background calls come when they come.</summary>
    public void Step()
    {
        _commits.Step();
        AwaitBackground();
    }

    /// <summary>How many segments have their index on disk.</summary>
    public long Indexed => _log.View.Parts.Sum(static part => part.Run?.Segments.Length ?? 0);

    /// <summary>One run is made, if there is something to seal, to merge or to make anew.</summary>
    /// <returns>False when there is not.</returns>
    public bool StepIndex() => _keeper.Step();

    /// <summary>As <see cref="EventLog.BackupAsync"/> does it, on this thread.</summary>
    /// <param name="to">Where.</param>
    /// <param name="hardLinks">Whether full files are linked.</param>
    /// <param name="proceed">What happens meanwhile.</param>
    public BackupResult Backup(IStorage to, bool hardLinks, Action proceed) =>
        new BackupJob(new(_place, _storeId, _log.View, DurableHead), to, new() { HardLinks = hardLinks }, proceed).Run();

    public EventReader Read(Query query, bool backward = false, bool scan = false) =>
        Read(query, new ReadOptions { Backward = backward }, scan);

    public EventReader Read(Query query, ReadOptions options, bool scan = false)
    {
        var head = Head;
        var bounds = ReadBounds.Of(options, head);
        var compiled = CompiledQuery.Of(query, _log.Terms);
        return new LogReader(_watermark, _log.View, head, _log.Seed, compiled, bounds, long.MaxValue, scan, new(TimeProvider.System));
    }

    /// <summary>As <see cref="EventLog.DisposeAsync"/> does it.</summary>
    public void Close()
    {
        _commits.Start();
        try
        {
            var allOnDisk = _commits.Stop();
            _watermark.Close();
            _keeper.Stop(sealing: allOnDisk);
            if (!allOnDisk) return;
            _log.Close();
            _lock.WriteClosed(_storeId, _watermark.Head);
        }
        finally
        {
            _commits.Dispose();
            _keeper.Dispose();
            _log.Dispose();
            _lock.Dispose();
        }
    }

    /// <summary>Lets go of it without closing it, as the end of a process does.</summary>
    public void Dispose()
    {
        _commits.Dispose();
        _keeper.Dispose();
        _log.Dispose();
    }

    private Task<AppendOutcome> Enqueue(AppendRequest request)
    {
        var attempt = request.CreateAttempt();
        return _commits.TryEnqueue(request) ? attempt : throw new InvalidOperationException("The log was closed.");
    }

    private Task<PreparedSegment>? Preparing => Next(_files);

    private void AwaitBackground()
    {
        if (Preparing is { } task) Task.WaitAny(task);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_next")]
    private static extern ref Task<PreparedSegment>? Next(SegmentFiles files);
}
