using Microsoft.Extensions.Time.Testing;

namespace Opossum.Typed.Tests.Engine.Commit;

/// <summary>When a store flushes that acknowledges before, what is durable then, and what waits for it all the same.</summary>
public class FlushStrategyTests
{
    private static readonly EventData Event = Raw.Event("A", "t:1");

    private readonly WatchedStorage _storage = new();
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Every_so_many_appends_it_flushes_before_it_acknowledges_the_last_of_them()
    {
        await using var log = Open(FlushStrategy.Every(appends: 3));
        long[] durable = [0, 0, 3, 3, 3, 6];
        foreach (var expected in durable)
        {
            await log.AppendAsync([Event]);
            Assert.Equal(expected, log.DurableHead);
        }

        Assert.Equal(6, log.Head);
    }

    [Fact]
    public async Task Every_so_many_bytes_it_flushes()
    {
        await using var log = Open(FlushStrategy.EveryBytes(2500));
        long[] durable = [0, 0, 3, 3];
        foreach (var expected in durable)
        {
            await log.AppendAsync([new EventData("A", new byte[1000])]);
            Assert.Equal(expected, log.DurableHead);
        }
    }

    [Fact]
    public async Task Every_interval_it_flushes_also_when_nobody_appends()
    {
        await using var log = Open(FlushStrategy.Every(TimeSpan.FromMilliseconds(20)), TimeProvider.System);
        await log.AppendAsync([Event]);
        await Eventually.IsTrueAsync(() => log.DurableHead == 1);
    }

    [Fact]
    public async Task By_itself_it_does_not_when_that_is_left_to_the_system()
    {
        await using (var log = Open(FlushStrategy.WhenTheSystemDoes))
        {
            _storage.TakeCalls();
            for (var i = 0; i < 100; i++) await log.AppendAsync([Event]);
            _time.Advance(TimeSpan.FromDays(100));
            await log.AppendAsync([Event]);
            Assert.Equal((101, 0), (log.Head, log.DurableHead));
            Assert.DoesNotContain("flush events/0000000001.seg", _storage.TakeCalls());
        }

        Assert.Contains("flush events/0000000001.seg", _storage.TakeCalls());       // but it does when it is closed
    }

    [Fact]
    public async Task Whichever_comes_first()
    {
        await using var log = Open(
            FlushStrategy.Every(appends: 3).Or(FlushStrategy.Every(TimeSpan.FromSeconds(1))).Or(FlushStrategy.EveryBytes(1 << 20)));
        await log.AppendAsync([Event]);
        _time.Advance(TimeSpan.FromSeconds(1));
        await log.AppendAsync([Event]);
        Assert.Equal(2, log.DurableHead);
        for (var i = 0; i < 3; i++) await log.AppendAsync([Event]);
        Assert.Equal(5, log.DurableHead);
    }

    [Fact]
    public async Task Without_a_strategy_it_is_every_hundred_milliseconds()
    {
        await using var log = Open(null);
        await log.AppendAsync([Event]);
        _time.Advance(TimeSpan.FromMilliseconds(99));
        await log.AppendAsync([Event]);
        Assert.Equal(0, log.DurableHead);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await log.AppendAsync([Event]);
        Assert.Equal(3, log.DurableHead);
    }

    [Fact]
    public async Task An_append_that_must_be_flushed_is_and_takes_what_came_before_it_along()
    {
        await using var log = Open(FlushStrategy.WhenTheSystemDoes);
        await log.AppendAsync([Event]);
        Assert.Equal(2, (await log.AppendAsync([Event], durability: Durability.Flushed)).First);
        Assert.Equal(2, log.DurableHead);
    }

    [Fact]
    public async Task So_is_the_event_that_refuses_it()
    {
        await using var log = Open(FlushStrategy.WhenTheSystemDoes);
        await log.AppendAsync([Event]);
        var unless = Query.Tagged(new Tag("t:1"));
        Assert.False((await log.TryAppendAsync([Event], unless)).IsAppended);
        Assert.Equal(0, log.DurableHead);
        var outcome = await log.TryAppendAsync([Event], unless, durability: Durability.Flushed);
        Assert.Equal((1, 1), (outcome.Conflict?.Position, log.DurableHead));
    }

    [Fact]
    public async Task And_the_append_that_it_repeats()
    {
        await using var log = Open(FlushStrategy.WhenTheSystemDoes);
        await log.AppendAsync([Event], key: "k");
        await log.AppendAsync([Event], key: "k");
        Assert.Equal(0, log.DurableHead);
        Assert.Equal(1, (await log.AppendAsync([Event], key: "k", durability: Durability.Flushed)).First);
        Assert.Equal((1, 1), (log.Head, log.DurableHead));
    }

    [Fact]
    public async Task What_it_depends_on_is_flushed_no_second_time()
    {
        await using var log = Open(FlushStrategy.WhenTheSystemDoes);
        await log.AppendAsync([Event], durability: Durability.Flushed);
        await log.AppendAsync([Raw.Event("B")]);
        await log.TryAppendAsync([Event], Query.Tagged(new Tag("t:1")), durability: Durability.Flushed);
        Assert.Equal((2, 1), (log.Head, log.DurableHead));
    }

    [Fact]
    public async Task A_flush_that_is_asked_for_makes_all_durable_that_was_acknowledged()
    {
        await using var log = Open(FlushStrategy.WhenTheSystemDoes);
        await log.FlushAsync();                 // an empty log
        for (var i = 0; i < 3; i++) await log.AppendAsync([Event]);
        await log.FlushAsync();
        Assert.Equal(3, log.DurableHead);
        _storage.TakeCalls();
        await log.FlushAsync();
        Assert.Empty(_storage.TakeCalls());     // nothing is left to flush
    }

    [Fact]
    public async Task A_flush_that_fails_ends_writing()
    {
        var log = Open(FlushStrategy.WhenTheSystemDoes);
        await log.AppendAsync([Event]);
        _storage.Before = static call =>
        {
            if (call.StartsWith("flush events", StringComparison.Ordinal)) throw new IOException("the disk is gone");
        };
        await Assert.ThrowsAsync<StoreFaultedException>(async () => await log.FlushAsync());
        await Assert.ThrowsAsync<StoreFaultedException>(async () => await log.AppendAsync([Event]));
        await Assert.ThrowsAsync<StoreFaultedException>(async () => await log.FlushAsync());
        Assert.Equal((1, 0), (log.Head, log.DurableHead));
        _storage.Before = null;
        await log.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await log.FlushAsync());
    }

    [Fact]
    public async Task A_cancelled_flush_is_none()
    {
        await using var log = Open(FlushStrategy.WhenTheSystemDoes);
        await log.AppendAsync([Event]);
        await Assert.ThrowsAsync<TaskCanceledException>(async () => await log.FlushAsync(new CancellationToken(canceled: true)));
        Assert.Equal(0, log.DurableHead);
    }

    [Fact]
    public void A_strategy_beside_immediate_flushing_is_refused() => Assert.Contains(
        "'every 5 appends or 50 ms', but FlushEventsImmediately is true",
        Assert.Throws<ArgumentException>(static () => EmbeddedEventLog.OpenInMemory(new()
        {
            Flush = FlushStrategy.Every(5).Or(FlushStrategy.Every(TimeSpan.FromMilliseconds(50))),
        })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Bounds_that_mean_nothing_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => FlushStrategy.Every(1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => FlushStrategy.Every(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(static () => FlushStrategy.EveryBytes(0));
    }

    private EmbeddedEventLog Open(FlushStrategy? flush, TimeProvider? time = null) =>
        EmbeddedEventLog.Open(_storage, new() { FlushEventsImmediately = false, Flush = flush, TimeProvider = time ?? _time });
}
