using Microsoft.Extensions.Time.Testing;

namespace Opossum.Typed.Tests.Engine.Retrieval;

/// <summary>Following a store that acknowledges before it flushes: what waits for the flush does not wait for ever.</summary>
public class FollowDeferredTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly WatchedStorage _storage = new();

    public static TheoryData<FlushStrategy> WithoutATime =>
        [FlushStrategy.WhenTheSystemDoes, FlushStrategy.Every(appends: 1000), FlushStrategy.EveryBytes(1 << 20)];

    [Theory]
    [MemberData(nameof(WithoutATime))]
    public async Task While_followers_wait_a_quiet_store_is_flushed_once_for_all_of_them_100_ms_after_the_append(FlushStrategy strategy)
    {
        using var store = Open(strategy);
        var followers = Enumerable.Range(0, 100).Select(i => store.Follow(i % 2 == 0 ? Query.All : Raw.Item(["A"]))).ToArray();
        var fills = followers.Select(static follower => follower.FillAsync().AsTask()).ToArray();
        store.Append(Raw.Event("A"));
        _time.Advance(TimeSpan.FromMilliseconds(99));
        store.Append(Raw.Event("A"));
        TakeFlushes();
        Assert.False(store.Step());
        Assert.Equal((2, 0, 0), (store.Watermark.Head, store.Watermark.DurableHead, store.Followers.WakeUps));

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(store.Step());
        Assert.False(store.Step());
        Assert.Equal((2, 1, 100), (store.Watermark.DurableHead, TakeFlushes(), store.Followers.WakeUps));
        Assert.All(await Task.WhenAll(fills).WaitAsync(Patience), Assert.True);
        foreach (var follower in followers) follower.Dispose();
    }

    [Theory]
    [MemberData(nameof(WithoutATime))]
    public void Without_a_follower_that_waits_it_is_not(FlushStrategy strategy)
    {
        using var store = Open(strategy);
        var follower = store.Follow(Query.All);
        _ = follower.FillAsync().AsTask();
        follower.Dispose();
        store.Append(Raw.Event("A"));
        _time.Advance(TimeSpan.FromDays(1));
        Assert.False(store.Step());
        Assert.Equal(0, store.Watermark.DurableHead);
    }

    [Fact]
    public void A_strategy_with_a_time_keeps_it()
    {
        using var store = Open(FlushStrategy.Every(appends: 1000).Or(FlushStrategy.Every(TimeSpan.FromSeconds(5))));
        using var follower = store.Follow(Query.All);
        _ = follower.FillAsync().AsTask();
        store.Append(Raw.Event("A"));
        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(store.Step());
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(store.Step());
        Assert.Equal(1, store.Watermark.DurableHead);
    }

    /// <summary>Its thread sleeps without a limit when the follower comes, and is to be woken by it.</summary>
    [Theory]
    [MemberData(nameof(WithoutATime))]
    public async Task One_that_comes_to_a_store_that_has_gone_quiet_gets_what_was_acknowledged(FlushStrategy strategy)
    {
        await using var log = EmbeddedEventLog.Open(
            _storage, new() { FlushEventsImmediately = false, Flush = strategy, TimeProvider = _time });
        await log.AppendAsync([Raw.Event("A")]);
        Assert.Equal((1, 0), (log.Head, log.DurableHead));
        _time.Advance(TimeSpan.FromMilliseconds(100));
        using var follower = log.Follow(Raw.Item(["A"]));
        Assert.True(await follower.FillAsync().AsTask().WaitAsync(Patience));
        Assert.True(follower.TryRead(out var e));
        Assert.Equal((1, 1), (e.Position, log.DurableHead));
    }

    /// <summary>Its thread fell asleep with a follower that waits: it wakes by itself.</summary>
    [Fact]
    public async Task One_that_waits_already_gets_what_is_acknowledged_next()
    {
        await using var log = EmbeddedEventLog.Open(
            _storage, new() { FlushEventsImmediately = false, Flush = FlushStrategy.WhenTheSystemDoes });
        using var follower = log.Follow(Raw.Item(["A"]));
        var fill = follower.FillAsync().AsTask();
        await log.AppendAsync([Raw.Event("A")]);
        Assert.True(await fill.WaitAsync(Patience));
    }

    [Theory]
    [MemberData(nameof(WithoutATime))]
    public async Task In_memory_there_is_nothing_to_wait_for(FlushStrategy strategy)
    {
        await using var log =
            EmbeddedEventLog.OpenInMemory(new() { FlushEventsImmediately = false, Flush = strategy, TimeProvider = _time });
        using var follower = log.Follow(Query.All);
        for (var i = 1; i <= 3; i++)
        {
            var fill = follower.FillAsync().AsTask();
            await log.AppendAsync([Raw.Event("A")]);
            Assert.Equal((i, i), (log.Head, log.DurableHead));
            Assert.True(await fill.WaitAsync(Patience));
            Assert.True(follower.TryRead(out _));
        }
    }

    private SteppedStore Open(FlushStrategy strategy) => new(strategy, _time, storage: _storage);

    /// <summary>How many times events were flushed since the last call.</summary>
    private int TakeFlushes() => _storage.TakeCalls().Count(static call => call == "flush events/0000000001.seg");
}
