using Microsoft.Extensions.Time.Testing;
using Opossum.Typed.Engine;
using Opossum.Typed.Engine.Commit;
using Opossum.Typed.Engine.Queries;
using Opossum.Typed.Engine.Retrieval;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.Telemetry;
using Opossum.Typed.Engine.View;
using Opossum.Typed.Engine.Waiting;

namespace Opossum.Typed.Tests.Engine;

/// <summary>The engine in memory, without threads: nothing happens between two calls of the test.</summary>
/// <remarks>Its clock stands still, so that no read has had its time and goes on at another thread, however slow the machine is.</remarks>
internal sealed class SteppedStore : IDisposable
{
    private readonly StoreMetrics _metrics = new("stepped", TimeProvider.System);
    private readonly LogEngine _engine;

    public SteppedStore(
        FlushStrategy? flush = null, TimeProvider? time = null, int maxSegmentBytes = 64 << 20, IStorage? storage = null,
        int runsPerMerge = 8)
    {
        var options = new OpossumOptions
        {
            MaxSegmentBytes = maxSegmentBytes, TimeProvider = time ?? new FakeTimeProvider(), RunsPerMerge = runsPerMerge,
        };
        Storage = storage ?? new MemoryStorage();
        _engine = LogEngine.Open(Storage, options, flush ?? FlushStrategy.Immediately, _metrics);
    }

    public IStorage Storage { get; }

    public LogEngine Engine => _engine;

    public TermHasher Terms => _engine.Terms;

    public LogView View => _engine.Visible.View;

    public Watermark Watermark => _engine.Watermark;

    public WaitingFollowers Followers => Watermark.Followers;

    public CompiledQuery Compile(Query query) => CompiledQuery.Of(query, Terms);

    /// <summary>A follower of the store.</summary>
    /// <param name="query">What to follow.</param>
    /// <param name="beforeRead">Called after it has looked up to where it can read, before it reads.</param>
    public LogFollower Follow(Query query, Action? beforeRead = null) => _engine.Follow(query, after: 0, beforeRead);

    /// <summary>Queues an append, to be made by the next step.</summary>
    public Task<AppendResult> Enqueue(params EventData[] events)
    {
        var request = Request(events);
        var task = request.CreateTask();
        _engine.Enqueue(request);
        return task;
    }

    /// <summary>An append that is encoded and not judged yet.</summary>
    public AppendRequest Request(ReadOnlySpan<EventData> events, AppendCondition? unless = null) =>
        AppendRequest.Create(events, unless, null, Durability.AsConfigured, DateTimeOffset.UnixEpoch, Terms);

    /// <summary>Makes an append.</summary>
    public void Append(params EventData[] events)
    {
        _ = Enqueue(events);
        Assert.True(_engine.Step());
    }

    /// <summary>Makes all that was appended durable.</summary>
    public void Flush()
    {
        _engine.Enqueue(AppendRequest.CreateFlush());
        Assert.True(_engine.Step());
    }

    /// <summary>Commits what is queued.</summary>
    /// <returns>False when there was nothing to do.</returns>
    public bool Step() => _engine.Step();

    /// <summary>Makes all runs that are due.</summary>
    public void Index()
    {
        while (_engine.StepIndex()) { }
    }

    public void Dispose()
    {
        using (_metrics) _engine.Dispose();
    }
}
