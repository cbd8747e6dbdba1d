using System.Diagnostics;
using Opossum.Typed.Engine.Commit;
using Opossum.Typed.Engine.Telemetry;
using Opossum.Typed.Tests.Generated;
using Opossum.Typed.Tests.Store;

namespace Opossum.Typed.Tests.Engine.Commit;

/// <summary>Tests that take the whole thread pool: no other runs beside them.</summary>
[CollectionDefinition(nameof(WholePool), DisableParallelization = true)]
public sealed class WholePool;

/// <summary>
/// Old code, filters and test frameworks block a pool thread until an append is answered. The pool can be full of such threads.
/// </summary>
[Collection(nameof(WholePool))]
public sealed class BlockedPoolTests
{
    private const int Threads = 64;

    /// <summary>It takes some ten milliseconds; on a machine under load, more. Answers that wait for the pool never come.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static TheoryData<string> Calls => ["raw", "raw, refusable", "raw, traced", "typed", "typed, refusable", "flush"];

    [Theory, MemberData(nameof(Calls))]
    public async Task Callers_that_block_every_pool_thread_are_answered(string call)
    {
        using var listener = call == "raw, traced" ? Listen() : null;
        var deferred = new OpossumOptions { FlushEventsImmediately = false, Flush = FlushStrategy.WhenTheSystemDoes };
        await using var store = OpossumStore.OpenInMemory(Shapes.Model, call == "flush" ? deferred : null);
        using var pool = new BlockedPool(Threads, () => CallOf(store, call).Wait());
        Assert.InRange(pool.Work(), TimeSpan.Zero, Bound);
        Assert.Equal(Threads, store.Head);
    }

    [Fact]
    public async Task They_are_answered_again_and_again()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        using var pool = new BlockedPool(Threads, () =>
        {
            for (var i = 0; i < 20; i++) store.Log.AppendAsync([Raw.Event("A")]).AsTask().Wait();
        });
        Assert.InRange(pool.Work(), TimeSpan.Zero, Bound);
        Assert.Equal(Threads * 20, store.Head);
    }

    [Fact]
    public void Neither_a_roll_nor_a_close_waits_for_the_pool()
    {
        using var pool = new BlockedPool(Threads);
        var log = EmbeddedEventLog.OpenInMemory(new() { MaxSegmentBytes = 16 << 10 });
        for (var i = 0; i < 40; i++) AppendBlocking(log);
        var closing = new Thread(log.Dispose) { IsBackground = true };
        closing.Start();
        Assert.True(closing.Join(Patience));
    }

    [Fact]
    public void A_store_that_closes_answers_what_is_left()
    {
        var request = AppendRequest.Create([Raw.Event("A")], null, null, Durability.AsConfigured, DateTimeOffset.UnixEpoch, new(Seed: 0));
        var task = request.CreateTask();
        request.Succeed(new(1, 1));
        var group = new AppendGroup();
        group.Add(request);
        using var pool = new BlockedPool(Threads);
        using var metrics = new StoreMetrics("memory", TimeProvider.System);
        var answers = new Answers(metrics);
        answers.HandOver(group);
        Assert.False(task.IsCompleted);
        answers.Start();
        answers.Stop();
        Assert.True(IsAnswered(task));
    }

    private static bool IsAnswered(Task task) => task.Wait(TimeSpan.FromSeconds(20));

    private static Task CallOf(OpossumStore store, string call)
    {
        AppendCondition never = Query.Tagged(new Tag("no:body"));
        return call switch
        {
            "typed" => store.AppendAsync(new RoomClosed(new(1))).AsTask(),
            "typed, refusable" => store.TryAppendAsync(new RoomClosed(new(1)), never).AsTask(),
            "raw, refusable" => store.Log.TryAppendAsync([Raw.Event("A")], never).AsTask(),
            "flush" => AppendAndFlush(store.Log),
            _ => store.Log.AppendAsync([Raw.Event("A")]).AsTask(),
        };
    }

    private static Task AppendAndFlush(IEventLog log)
    {
        log.AppendAsync([Raw.Event("A")]).AsTask().Wait();
        return log.FlushAsync().AsTask();
    }

    private static ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == OpossumTelemetry.ActivitySourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static void AppendBlocking(EmbeddedEventLog log) =>
        Assert.True(log.AppendAsync([new("A", new byte[2000])]).AsTask().Wait(Patience));
}
