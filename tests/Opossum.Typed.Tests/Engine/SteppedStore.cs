using Opossum.Typed.Engine.Commit;
using Opossum.Typed.Engine.Index;
using Opossum.Typed.Engine.Log;
using Opossum.Typed.Engine.Read;
using Opossum.Typed.Engine.Runs;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.Telemetry;
using Opossum.Typed.Engine.Waiting;

namespace Opossum.Typed.Tests.Engine;

/// <summary>A store in memory whose commit thread is the test's own: nothing happens between two of its calls.</summary>
internal sealed class SteppedStore : IDisposable
{
    private readonly IStorage _storage;
    private readonly StoreLock _lock;
    private readonly IndexKeeper _keeper;
    private readonly StoreMetrics _metrics = new("stepped", TimeProvider.System);

    public SteppedStore(FlushStrategy? flush = null, TimeProvider? time = null, int maxSegmentBytes = 64 << 20, IStorage? storage = null)
    {
        _storage = storage ?? new MemoryStorage();
        _lock = StoreLock.Take(_storage);
        var files = new SegmentFiles(_storage, maxSegmentBytes, TimeProvider.System);
        var recovered = new LogRecovery(_storage, _lock, files).Run();
        var (views, terms) = (new LogViews(recovered.View), new TermHasher(SegmentHeader.SeedOf(recovered.StoreId)));
        _keeper = new(_storage, views, recovered.StoreId, terms, runsPerMerge: 8);
        Log = new(_lock, files, recovered, views, _keeper, terms);
        Loop = new(Log, Watermark, new(flush ?? FlushStrategy.Immediately, time ?? TimeProvider.System), _metrics);
    }

    public SegmentLog Log { get; }

    public Watermark Watermark { get; } = new(0);

    public CommitLoop Loop { get; }

    public WaitingFollowers Followers => Watermark.Followers;

    public CompiledQuery Compile(Query query) => CompiledQuery.Of(query, Log.Terms);

    /// <summary>A follower of the store.</summary>
    /// <param name="query">What to follow.</param>
    /// <param name="beforeRead">Called after it has looked up to where it can read, before it reads.</param>
    public LogFollower Follow(Query query, Action? beforeRead = null)
    {
        var (compiled, pace) = (Compile(query), new ReadPace(TimeProvider.System));
        return new(Watermark, compiled, after: 0, pace, bounds =>
        {
            beforeRead?.Invoke();
            return new(Watermark, Log.View, bounds.Last, Log.Seed, compiled, bounds, long.MaxValue, scan: false, pace);
        });
    }

    /// <summary>Queues an append, to be made by the next step.</summary>
    public Task<AppendResult> Enqueue(params EventData[] events)
    {
        var request = AppendRequest.Create(events, null, null, Durability.AsConfigured, DateTimeOffset.UnixEpoch, Log.Terms);
        var task = request.CreateTask();
        Assert.True(Loop.TryEnqueue(request));
        return task;
    }

    /// <summary>Makes an append.</summary>
    public void Append(params EventData[] events)
    {
        _ = Enqueue(events);
        Assert.True(Loop.Step());
    }

    /// <summary>Makes all that was appended durable.</summary>
    public void Flush()
    {
        Assert.True(Loop.TryEnqueue(AppendRequest.CreateFlush()));
        Assert.True(Loop.Step());
    }

    public void Dispose()
    {
        Loop.Dispose();
        _keeper.Dispose();
        Log.Dispose();
        _lock.Dispose();
        _metrics.Dispose();
    }
}
