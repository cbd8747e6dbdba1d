using Opossum.Typed.Engine.Retrieval;
using Opossum.Typed.Tests.Decisions;
using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Engine.Retrieval;

/// <summary>A read is synchronous work: about every millisecond it gives its thread back, so that others have their turn.</summary>
public class ReadYieldTests
{
    private const int Many = 50_000;
    private static readonly CourseId Course = new(1);

    public static TheoryData<bool> Kinds { get; } = [false, true];

    [Theory, MemberData(nameof(Kinds))]
    public async Task Every_block_whose_time_is_over_begins_with_a_yield(bool follow)
    {
        await using var log = await FillAsync(2000);
        using var reader = follow ? log.Follow(Query.All) : log.Read(Query.All);
        var pace = PaceOf(reader);
        pace.IsAlwaysOver = true;
        var (blocks, events) = (0, 0);
        while (events < 2000 && await reader.FillAsync(TestContext.Current.CancellationToken))
        {
            blocks++;
            var before = events;
            while (reader.TryRead(out _)) events++;
            Assert.InRange(events - before, 1, ReadPace.EventsPerBlock);
        }

        Assert.Equal(2000, events);
        Assert.InRange(blocks, 2000 / ReadPace.EventsPerBlock, int.MaxValue);
        Assert.Equal(blocks, pace.Yields);
    }

    /// <summary>One group after the other, so that the follower finds more whenever it looks, and never waits.</summary>
    [Fact]
    public async Task A_follower_that_always_finds_a_new_group_yields_too()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        await log.AppendAsync([Raw.Event("A")]);
        using var follower = log.Follow(Query.All);
        var pace = PaceOf(follower);
        for (var i = 2; pace.Yields < 3; i++)
        {
            Assert.True(await follower.FillAsync(TestContext.Current.CancellationToken));
            while (follower.TryRead(out _)) { }
            await log.AppendAsync([Raw.Event("A")]);
            Assert.True(i < 1_000_000, "it never yields");
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_consumer_that_nobody_awaits_does_not_run_on_its_callers_thread(bool follow)
    {
        await using var log = await FillAsync(Many);
        var threads = new Dictionary<int, int>();
        Task? consuming = null;
        var caller = new Thread(() => consuming = ConsumeAsync(follow ? log.Follow(Query.All) : log.Read(Query.All), threads));
        caller.Start();
        caller.Join();
        await consuming!.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(Many, threads.Values.Sum());
        Assert.InRange(threads.GetValueOrDefault(caller.ManagedThreadId), 0, Many - 1);
    }

    [Fact]
    public async Task A_fold_yields()
    {
        await using var inner = OpossumStore.OpenInMemory(Shapes.Model);
        for (var i = 0; i < Many / 1000; i++)
            await inner.AppendAsync([.. Enumerable.Range(0, 1000).Select(student => (IEvent)new StudentSubscribed(Course, new(student)))]);
        var log = new WatchedLog(inner.Log);
        var store = new OpossumStore(log, Shapes.Model, new() { KeptStateBytes = 0 });
        Assert.Equal(Many, (await store.BuildAsync(new Seats(Course), TestContext.Current.CancellationToken)).Model.Taken);
        Assert.IsType<Outcome.Rejected>(await store.DecideAsync(new Subscribe(Course, new(9999))));
        Assert.Equal(2, log.Readers.Count);
        Assert.All(log.Readers, static reader => Assert.True(PaceOf(reader).Yields > 0));
    }

    /// <summary>Where it was posted to, a consumer that blocks that thread for the result would wait for ever.</summary>
    [Fact]
    public async Task Nothing_is_posted_to_the_callers_context()
    {
        await using var log = await FillAsync(2000);
        var context = new CountingContext();
        var consumer = new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(context);
            using var reader = log.Read(Query.All);
            PaceOf(reader).IsAlwaysOver = true;
            while (reader.FillAsync().AsTask().GetAwaiter().GetResult())
                while (reader.TryRead(out _)) { }
        });
        consumer.Start();
        consumer.Join();
        Assert.Equal(0, context.Posts);
    }

    private static async Task<EmbeddedEventLog> FillAsync(int events)
    {
        var log = EmbeddedEventLog.OpenInMemory();
        for (var i = 0; i < events / 1000; i++) await log.AppendAsync([.. Enumerable.Repeat(Raw.Event("A", "t:1"), 1000)]);
        return log;
    }

    private static async Task ConsumeAsync(EventReader reader, Dictionary<int, int> threads)
    {
        using (reader)
        {
            for (var seen = 0; seen < Many && await reader.FillAsync();)
            {
                while (reader.TryRead(out _))
                {
                    threads[Environment.CurrentManagedThreadId] = threads.GetValueOrDefault(Environment.CurrentManagedThreadId) + 1;
                    seen++;
                }
            }
        }
    }

    private static ReadPace PaceOf(EventReader reader) =>
        reader is LogFollower follower ? follower.Pace : Assert.IsType<LogReader>(reader).Pace;

    private sealed class CountingContext : SynchronizationContext
    {
        private int _posts;

        public int Posts => Volatile.Read(ref _posts);

        public override void Post(SendOrPostCallback d, object? state)
        {
            Interlocked.Increment(ref _posts);
            ThreadPool.QueueUserWorkItem(_ => d(state));
        }
    }
}
