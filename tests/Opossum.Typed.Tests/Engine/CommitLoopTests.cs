using System.Runtime.CompilerServices;
using Microsoft.Extensions.Time.Testing;
using Opossum.Typed.Engine.Commit;
using Opossum.Typed.Engine.Index;
using Opossum.Typed.Engine.Log;
using Opossum.Typed.Engine.Runs;
using Opossum.Typed.Engine.Storage;
using Opossum.Typed.Engine.Telemetry;

namespace Opossum.Typed.Tests.Engine;

/// <summary>The commit loop without its thread: a test decides when a step happens.</summary>
public sealed class CommitLoopTests : IDisposable
{
    private readonly MemoryStorage _storage = new();
    private readonly StoreLock _lock;
    private readonly IndexKeeper _keeper;
    private readonly SegmentLog _log;
    private readonly Watermark _watermark = new(0);
    private readonly CommitLoop _loop;
    private readonly StoreMetrics _metrics = new("memory", TimeProvider.System);

    public CommitLoopTests()
    {
        _lock = StoreLock.Take(_storage);
        var files = new SegmentFiles(_storage, 64 << 20, TimeProvider.System);
        var recovered = new LogRecovery(_storage, _lock, files).Run();
        var (views, terms) = (new LogViews(recovered.View), new TermHasher(SegmentHeader.SeedOf(recovered.StoreId)));
        _keeper = new(_storage, views, recovered.StoreId, terms, runsPerMerge: 8);
        _log = new(_lock, files, recovered, views, _keeper, terms);
        _loop = new(_log, _watermark, new(FlushStrategy.Immediately, TimeProvider.System), _metrics);
    }

    [Fact]
    public void Without_an_append_a_step_has_nothing_to_do()
    {
        Assert.False(_loop.Step());
        Assert.Empty(_storage.List("events"));
    }

    [Fact]
    public async Task What_is_queued_at_a_step_is_one_group_in_its_order()
    {
        var tasks = Enumerable.Range(0, 5).Select(i => Enqueue(Raw.Event("A", "t:" + i))).ToArray();
        Assert.True(_loop.Step());
        Assert.Equal(5, _watermark.Head);
        Assert.Equal([1, 2, 3, 4, 5], (await Task.WhenAll(tasks)).Select(r => r.First));
        Assert.False(_loop.Step());
    }

    [Fact]
    public async Task A_group_is_bounded_and_the_rest_is_the_next()
    {
        var megabyte = new EventData("A", new byte[1 << 20]);
        var tasks = Enumerable.Range(0, 10).Select(_ => Enqueue(megabyte)).ToArray();
        Assert.True(_loop.Step());
        Assert.Equal(8, _watermark.Head);       // one in a segment made for it, and seven that are just under 8 MiB
        Assert.True(_loop.Step());
        Assert.Equal(10, _watermark.Head);
        await Task.WhenAll(tasks);
    }

    [Fact]
    public async Task Judged_before_and_staged_since_a_condition_is_judged_again_over_what_is_new()
    {
        var taken = new AppendCondition(new AppendGuard(Query.Tagged(new Tag("name:ada"))));
        var first = AppendRequest.Create([Raw.Event("A", "name:ada")], taken, null, Durability.AsConfigured, DateTimeOffset.UnixEpoch, _log.Terms);
        var second = AppendRequest.Create([Raw.Event("A", "name:ada")], taken, null, Durability.AsConfigured, DateTimeOffset.UnixEpoch, _log.Terms);
        Assert.False(ConditionJudge.Refuses(second.Condition!, _log.View, 0, _log, out _));
        second.Condition!.JudgedUpTo = 0;
        var tasks = new[] { first.CreateAttempt(), second.CreateAttempt() };
        Assert.True(_loop.TryEnqueue(first) && _loop.TryEnqueue(second));
        Assert.True(_loop.Step());
        var outcomes = await Task.WhenAll(tasks);
        Assert.True(outcomes[0].IsAppended);
        Assert.Equal(1, outcomes[1].Conflict?.Position);
    }

    [Fact]
    public async Task Deferred_flushing_flushes_under_load_too_when_the_interval_is_over()
    {
        var time = new FakeTimeProvider();
        using var loop = new CommitLoop(_log, _watermark, new(FlushStrategy.Default, time), _metrics);
        Task<AppendResult>[] tasks = [EnqueueTo(loop, Raw.Event("A"))];
        Assert.True(loop.Step());
        time.Advance(TimeSpan.FromMilliseconds(99));
        tasks = [.. tasks, EnqueueTo(loop, Raw.Event("B"))];
        Assert.True(loop.Step());
        Assert.Equal((2, 0), (_watermark.Head, _watermark.DurableHead));
        time.Advance(TimeSpan.FromMilliseconds(1));
        tasks = [.. tasks, EnqueueTo(loop, Raw.Event("C"))];
        Assert.True(loop.Step());
        Assert.Equal((3, 3), (_watermark.Head, _watermark.DurableHead));
        await Task.WhenAll(tasks);
    }

    [Fact]
    public void A_queue_that_was_closed_stays_closed_when_it_is_drained()
    {
        var queue = new AppendQueue();
        var request = AppendRequest.Create([Raw.Event("A")], null, null, Durability.AsConfigured, DateTimeOffset.UnixEpoch, _log.Terms);
        Assert.True(queue.TryPush(request, out var wasEmpty) && wasEmpty);
        Assert.Same(request, queue.Close());
        Assert.Null(queue.Drain());
        Assert.False(queue.TryPush(request, out _));
    }

    [Fact, Trait("Kind", "Allocation")]
    public void In_steady_state_the_commit_thread_allocates_nothing()
    {
        // Into a prepared segment of full size, past every buffer's first growth.
        for (var i = 0; _log.View.Segments.Length < 3; i++) Commit("warm:" + i % 100_000, batch: 200);
        for (var i = 0; i < 500; i++) Commit("steady:" + i, batch: 1);

        long allocated = 0;
        for (var i = 0; i < 1000; i++) allocated += Commit("measured:" + i, batch: 1);
        Assert.Equal(0, allocated);
    }

    /// <summary>One append of events with a tag of their own, guarded, in a step of its own.</summary>
    /// <returns>What the step allocated on its thread.</returns>
    private long Commit(string tag, int batch)
    {
        var query = Query.Tagged(new Tag(tag));
        var request = AppendRequest.Create([.. Enumerable.Repeat(Raw.Event("A", tag, "all:1"), batch)], query.After(_watermark.Head), null, Durability.AsConfigured, DateTimeOffset.UnixEpoch, _log.Terms);
        var task = request.CreateTask();
        Assert.True(_loop.TryEnqueue(request));
        var allocated = AllocatedByStep();
        Assert.True(task.Wait(TimeSpan.FromSeconds(30)));
        return allocated;
    }

    /// <summary>Apart: what the compiler moves into the measured stretch from around it would count.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private long AllocatedByStep()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        _loop.Step();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private Task<AppendResult> Enqueue(params EventData[] events) => EnqueueTo(_loop, events);

    private Task<AppendResult> EnqueueTo(CommitLoop loop, params EventData[] events)
    {
        var request = AppendRequest.Create(events, null, null, Durability.AsConfigured, DateTimeOffset.UnixEpoch, _log.Terms);
        var task = request.CreateTask();
        Assert.True(loop.TryEnqueue(request));
        return task;
    }

    public void Dispose()
    {
        _loop.Dispose();
        _keeper.Dispose();
        _log.Dispose();
        _lock.Dispose();
        _metrics.Dispose();
    }
}
