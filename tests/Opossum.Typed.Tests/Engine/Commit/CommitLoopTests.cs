using System.Runtime.CompilerServices;
using Microsoft.Extensions.Time.Testing;
using Opossum.Typed.Engine.Commit;
using Opossum.Typed.Engine.View;

namespace Opossum.Typed.Tests.Engine.Commit;

/// <summary>The commit loop without its thread: a test decides when a step happens.</summary>
public sealed class CommitLoopTests : IDisposable
{
    private readonly SteppedStore _store = new();

    [Fact]
    public void Without_an_append_a_step_has_nothing_to_do()
    {
        Assert.False(_store.Step());
        Assert.Empty(_store.Storage.List("events"));
    }

    [Fact]
    public async Task What_is_queued_at_a_step_is_one_group_in_its_order()
    {
        var tasks = Enumerable.Range(0, 5).Select(i => Enqueue(Raw.Event("A", "t:" + i))).ToArray();
        Assert.True(_store.Step());
        Assert.Equal(5, _store.Watermark.Head);
        Assert.Equal([1, 2, 3, 4, 5], (await Task.WhenAll(tasks)).Select(r => r.First));
        Assert.False(_store.Step());
    }

    [Fact]
    public async Task A_group_is_bounded_and_the_rest_is_the_next()
    {
        var megabyte = new EventData("A", new byte[1 << 20]);
        var tasks = Enumerable.Range(0, 10).Select(_ => Enqueue(megabyte)).ToArray();
        Assert.True(_store.Step());
        Assert.Equal(8, _store.Watermark.Head);       // one in a segment made for it, and seven that are just under 8 MiB
        Assert.True(_store.Step());
        Assert.Equal(10, _store.Watermark.Head);
        await Task.WhenAll(tasks);
    }

    [Fact]
    public async Task Judged_before_and_staged_since_a_condition_is_judged_again_over_what_is_new()
    {
        var taken = new AppendCondition(new AppendGuard(Query.Tagged(new Tag("name:ada"))));
        var first = _store.Request([Raw.Event("A", "name:ada")], taken);
        var second = _store.Request([Raw.Event("A", "name:ada")], taken);
        Assert.False(ConditionJudge.Refuses(second.Condition!, _store.View, 0, new FileRecords(_store.Terms.Seed), out _));
        second.Condition!.JudgedUpTo = 0;
        var tasks = new[] { first.CreateAttempt(), second.CreateAttempt() };
        _store.Engine.Enqueue(first);
        _store.Engine.Enqueue(second);
        Assert.True(_store.Step());
        var outcomes = await Task.WhenAll(tasks);
        Assert.True(outcomes[0].IsAppended);
        Assert.Equal(1, outcomes[1].Conflict?.Position);
    }

    [Fact]
    public async Task Deferred_flushing_flushes_under_load_too_when_the_interval_is_over()
    {
        var time = new FakeTimeProvider();
        using var store = new SteppedStore(FlushStrategy.Default, time);
        Task<AppendResult>[] tasks = [store.Enqueue(Raw.Event("A"))];
        Assert.True(store.Step());
        time.Advance(TimeSpan.FromMilliseconds(99));
        tasks = [.. tasks, store.Enqueue(Raw.Event("B"))];
        Assert.True(store.Step());
        Assert.Equal((2, 0), (store.Watermark.Head, store.Watermark.DurableHead));
        time.Advance(TimeSpan.FromMilliseconds(1));
        tasks = [.. tasks, store.Enqueue(Raw.Event("C"))];
        Assert.True(store.Step());
        Assert.Equal((3, 3), (store.Watermark.Head, store.Watermark.DurableHead));
        await Task.WhenAll(tasks);
    }

    [Fact]
    public void A_queue_that_was_closed_stays_closed_when_it_is_drained()
    {
        var queue = new AppendQueue();
        var request = _store.Request([Raw.Event("A")]);
        Assert.True(queue.TryPush(request, out var wasEmpty) && wasEmpty);
        Assert.Same(request, queue.Close());
        Assert.Null(queue.Drain());
        Assert.False(queue.TryPush(request, out _));
    }

    [Fact, Trait("Kind", "Allocation")]
    public void In_steady_state_the_commit_thread_allocates_nothing()
    {
        // Into a prepared segment of full size, past every buffer's first growth.
        for (var i = 0; _store.View.Segments.Length < 3; i++) Commit("warm:" + i % 100_000, batch: 200);
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
        var request = _store.Request([.. Enumerable.Repeat(Raw.Event("A", tag, "all:1"), batch)], query.After(_store.Watermark.Head));
        var task = request.CreateTask();
        _store.Engine.Enqueue(request);
        var allocated = AllocatedByStep();
        Assert.True(task.Wait(TimeSpan.FromSeconds(30)));
        return allocated;
    }

    /// <summary>Apart: what the compiler moves into the measured stretch from around it would count.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private long AllocatedByStep()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        _store.Step();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private Task<AppendResult> Enqueue(params EventData[] events) => _store.Enqueue(events);

    public void Dispose() => _store.Dispose();
}
