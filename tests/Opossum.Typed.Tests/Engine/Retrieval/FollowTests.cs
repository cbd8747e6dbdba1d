namespace Opossum.Typed.Tests.Engine.Retrieval;

public class FollowTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task What_was_there_and_what_comes_arrives_once_and_in_order()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        for (var i = 0; i < 10; i++) await log.AppendAsync([Raw.Event("A"), Raw.Event("B")]);
        using var stop = new CancellationTokenSource(Patience);
        var follower = TakeAsync(log.Follow(Raw.Item(["A"]), after: 3), 18, stop.Token);
        for (var i = 0; i < 10; i++) await log.AppendAsync([Raw.Event("A"), Raw.Event("B")]);
        Assert.Equal(Enumerable.Range(2, 18).Select(i => 2L * i + 1), await follower);
    }

    [Fact]
    public async Task Eight_writers_and_four_followers_lose_nothing_and_double_nothing()
    {
        await using var log = EmbeddedEventLog.OpenInMemory(new() { MaxSegmentBytes = 64 << 10 });
        const int Appends = 400;
        using var stop = new CancellationTokenSource(Patience);
        var followers = Enumerable.Range(0, 4).Select(i => TakeAsync(
            log.Follow(i % 2 == 0 ? Query.All : Raw.Item([], "t:1")), i % 2 == 0 ? 8 * Appends : 8 * Appends / 2, stop.Token)).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < Appends; i++) await log.AppendAsync([Raw.Event("A", "t:" + i % 2)]);
        })));
        var all = await Task.WhenAll(followers);
        Assert.Equal(Enumerable.Range(1, 8 * Appends).Select(i => (long)i), all[0]);
        Assert.Equal(all[0], all[2]);
        Assert.Equal(all[1], all[3]);
        Assert.Equal(all[1].Order().Distinct(), all[1]);
    }

    [Fact]
    public async Task A_second_fill_while_the_first_one_waits_is_refused_and_the_first_goes_on()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        using var follower = log.Follow(Query.All);
        var first = follower.FillAsync().AsTask();
        var second = await Assert.ThrowsAsync<InvalidOperationException>(async () => await follower.FillAsync());
        Assert.Contains("Await it first", second.Message, StringComparison.Ordinal);
        await log.AppendAsync([Raw.Event("A")]);
        Assert.True(await first.WaitAsync(Patience));
        Assert.True(follower.TryRead(out _));
    }

    [Fact]
    public async Task Nothing_arrives_before_it_is_durable()
    {
        using var store = new SteppedStore(FlushStrategy.Every(appends: 3));
        using var follower = store.Follow(Query.All);
        var fill = follower.FillAsync().AsTask();
        for (var i = 0; i < 2; i++) store.Append(Raw.Event("A"));
        Assert.Equal((2, 0, 0), (store.Watermark.Head, store.Watermark.DurableHead, store.Followers.WakeUps));
        store.Append(Raw.Event("A"));
        Assert.True(await fill.WaitAsync(Patience));
        Assert.True(follower.TryRead(out var e));
        Assert.Equal(1, e.Position);
    }

    [Fact]
    public async Task A_position_above_the_head_is_refused_by_name()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        await log.AppendAsync([Raw.Event("A")]);
        using var atHead = log.Follow(Query.All, after: 1);
        var error = Assert.Throws<PositionBeyondHeadException>(() => log.Follow(Query.All, after: 2));
        Assert.Equal((2, 1), (error.Position, error.Head));
    }

    [Fact]
    public async Task A_fault_ends_it_after_what_is_durable()
    {
        var storage = new WatchedStorage();
        await using var log = EmbeddedEventLog.Open(storage, null);
        await log.AppendAsync([Raw.Event("A")]);
        using var follower = log.Follow(Query.All);
        storage.Before = call =>
        {
            if (call.StartsWith("write", StringComparison.Ordinal)) throw new IOException("the disk is gone");
        };
        await Assert.ThrowsAsync<StoreFaultedException>(async () => await log.AppendAsync([Raw.Event("B")]));
        storage.Before = null;
        Assert.True(await follower.FillAsync());
        Assert.True(follower.TryRead(out _));
        await Assert.ThrowsAsync<StoreFaultedException>(async () => await follower.FillAsync().AsTask().WaitAsync(Patience));
    }

    [Fact]
    public async Task Closing_the_log_ends_it()
    {
        var log = EmbeddedEventLog.OpenInMemory();
        using var follower = log.Follow(Query.All);
        var fill = follower.FillAsync().AsTask();       // it runs on this thread up to its wait
        Assert.False(fill.IsCompleted);
        await log.DisposeAsync();
        Assert.False(await fill.WaitAsync(Patience));
    }

    [Fact]
    public async Task Closing_the_log_ends_one_that_is_behind_too()
    {
        using var folder = new StoreFolder();
        var log = await folder.OpenAsync();
        await log.AppendAsync([Raw.Event("A")]);
        using var follower = log.Follow(Query.All);
        await log.DisposeAsync();
        Assert.False(await follower.FillAsync());
    }

    [Fact]
    public async Task Cancelling_ends_the_wait()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        using var follower = log.Follow(Query.All);
        using var stop = new CancellationTokenSource();
        var fill = follower.FillAsync(stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fill.WaitAsync(Patience));
    }

    private static async Task<List<long>> TakeAsync(EventReader reader, int count, CancellationToken stop)
    {
        var positions = new List<long>();
        using (reader)
        {
            while (positions.Count < count)
            {
                try
                {
                    if (!await reader.FillAsync(stop)) break;
                }
                catch (OperationCanceledException)
                {
                    break;
                }

                while (reader.TryRead(out var e)) positions.Add(e.Position);
            }
        }

        return positions;
    }
}
