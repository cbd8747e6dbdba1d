namespace Opossum.Typed.Tests.Engine.Waiting;

/// <summary>How far a follower is while nothing matches, and what waits for a position.</summary>
public class FollowProgressTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_follower_that_waits_is_at_the_head_whatever_is_appended_beside_it()
    {
        using var store = new SteppedStore();
        using var follower = store.Follow(Raw.Item(["A"]));
        var filled = follower.FillAsync().AsTask();
        for (var i = 1; i <= 3; i++)
        {
            store.Append(Raw.Event("B"));
            Assert.Equal(new(i, i), follower.Progress);
        }

        Assert.True(follower.Progress.IsCaughtUp);
        Assert.Equal(0, store.Followers.WakeUps);
        Assert.False(filled.IsCompleted);
    }

    [Fact]
    public async Task An_event_counts_as_dealt_with_once_the_next_one_is_asked_for()
    {
        using var store = new SteppedStore();
        foreach (var type in (string[])["B", "A", "B", "A"]) store.Append(Raw.Event(type));
        using var follower = store.Follow(Raw.Item(["A"]));
        Assert.Equal(new(0, 4), follower.Progress);
        Assert.True(await follower.FillAsync());
        Assert.True(follower.TryRead(out var e));
        Assert.Equal(2, e.Position);
        Assert.Equal((1, 3), (follower.Progress.Position, follower.Progress.Lag));
        while (!follower.TryRead(out e)) Assert.True(await follower.FillAsync());
        Assert.Equal(4, e.Position);
        Assert.Equal(3, follower.Progress.Position);
        _ = follower.FillAsync().AsTask();
        Assert.Equal(new(4, 4), follower.Progress);
    }

    [Fact]
    public async Task A_follower_that_was_woken_is_not_at_the_head_before_it_has_dealt_with_the_event()
    {
        using var store = new SteppedStore();
        using var follower = store.Follow(Raw.Item(["A"]));
        var filled = follower.FillAsync().AsTask();
        store.Append(Raw.Event("A"));
        store.Append(Raw.Event("B"));
        Assert.Equal(0, follower.Progress.Position);
        Assert.True(await filled.WaitAsync(Patience));
        Assert.True(follower.TryRead(out _));
        Assert.Equal(new(0, 2), follower.Progress);
    }

    [Fact]
    public async Task Progress_that_was_told_never_goes_backwards()
    {
        using var store = new SteppedStore();
        using var follower = store.Follow(Raw.Item(["A"]));
        var filled = follower.FillAsync().AsTask();
        store.Append(Raw.Event("B"));
        Assert.Equal(1, follower.Progress.Position);
        store.Append(Raw.Event("A"));
        Assert.Equal(1, follower.Progress.Position);
        Assert.True(await filled.WaitAsync(Patience));
        Assert.Equal(1, follower.Progress.Position);
        Assert.True(follower.TryRead(out _));
        Assert.Equal(1, follower.Progress.Position);
    }

    [Fact]
    public async Task A_wait_for_a_position_ends_although_nothing_there_matches()
    {
        using var store = new SteppedStore();
        using var follower = store.Follow(Raw.Item(["A"]));
        using var other = store.Follow(Raw.Item(["A"]));
        var (filled, others) = (follower.FillAsync().AsTask(), other.FillAsync().AsTask());
        var second = follower.WaitUntilAsync(2).AsTask();
        var third = follower.WaitUntilAsync(3).AsTask();
        store.Append(Raw.Event("B"));
        store.Append(Raw.Event("B"));
        await second.WaitAsync(Patience);
        Assert.False(third.IsCompleted);
        Assert.False(filled.IsCompleted || others.IsCompleted);
        Assert.Equal(0, store.Followers.WakeUps);
        store.Append(Raw.Event("B"));
        await third.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_wait_for_a_position_lasts_until_what_matches_before_it_was_dealt_with()
    {
        using var store = new SteppedStore();
        using var follower = store.Follow(Raw.Item(["A"]));
        var filled = follower.FillAsync().AsTask();
        var waited = follower.WaitUntilAsync(2).AsTask();
        store.Append(Raw.Event("A"));
        store.Append(Raw.Event("B"));
        Assert.True(await filled.WaitAsync(Patience));
        Assert.True(follower.TryRead(out _));
        await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.False(waited.IsCompleted);
        _ = follower.FillAsync().AsTask();
        await waited.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_wait_for_what_was_reached_is_over_at_once()
    {
        using var store = new SteppedStore();
        store.Append(Raw.Event("B"));
        using var follower = store.Follow(Raw.Item(["A"]));
        _ = follower.FillAsync().AsTask();
        Assert.True(follower.WaitUntilAsync(1).AsTask().IsCompletedSuccessfully);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await follower.WaitUntilAsync(-1));
    }

    [Fact]
    public async Task A_wait_can_be_cancelled_and_leaves_nothing_behind()
    {
        using var store = new SteppedStore();
        using var follower = store.Follow(Raw.Item(["A"]));
        using var stop = new CancellationTokenSource();
        var waited = follower.WaitUntilAsync(1, stop.Token).AsTask();
        Assert.Equal(1, store.Watermark.Alarms.Count);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waited);
        Assert.Equal(0, store.Watermark.Alarms.Count);
        Assert.True(follower.WaitUntilAsync(1, stop.Token).AsTask().IsCanceled);
    }

    [Fact]
    public async Task A_wait_fails_when_the_follower_is_disposed()
    {
        using var store = new SteppedStore();
        var follower = store.Follow(Raw.Item(["A"]));
        var waited = follower.WaitUntilAsync(1).AsTask();
        follower.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waited.WaitAsync(Patience));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => follower.WaitUntilAsync(1).AsTask().WaitAsync(Patience));
    }

    [Fact]
    public async Task A_wait_fails_when_the_log_is_closed()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        using var follower = log.Follow(Raw.Item(["A"]));
        var filled = follower.FillAsync().AsTask();
        var waited = follower.WaitUntilAsync(1).AsTask();
        await log.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waited.WaitAsync(Patience));
        Assert.False(await filled.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_wait_for_what_is_durable_outlives_a_failed_write_and_a_later_one_fails_with_it()
    {
        using var store = new SteppedStore();
        store.Append(Raw.Event("A"));
        using var follower = store.Follow(Raw.Item(["A"]));
        var (first, second) = (follower.WaitUntilAsync(1).AsTask(), follower.WaitUntilAsync(2).AsTask());
        store.Watermark.Fail(new(new IOException("the disk is gone")));
        await Assert.ThrowsAsync<StoreFaultedException>(() => second.WaitAsync(Patience));
        Assert.False(first.IsCompleted);
        Assert.True(await follower.FillAsync());
        Assert.True(follower.TryRead(out _));
        await Assert.ThrowsAsync<StoreFaultedException>(async () => await follower.FillAsync());
        await first.WaitAsync(Patience);
    }

    /// <summary>Events that match and others, appended as fast as possible, while a loop deals with what matches.</summary>
    [Fact]
    public async Task Under_load_no_wait_is_missed_and_none_ends_before_what_it_waits_for()
    {
        const int Appends = 4000;
        await using var log = EmbeddedEventLog.OpenInMemory(new() { MaxSegmentBytes = 64 << 10 });
        using var follower = log.Follow(Raw.Item(["A"]));
        var dealtWith = 0L;
        var loop = Task.Run(async () =>
        {
            while (await follower.FillAsync())
                while (follower.TryRead(out var e)) Volatile.Write(ref dealtWith, e.Position);
        });
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            var random = new Random(writer);
            for (var i = 0; i < Appends / 4; i++)
            {
                var matches = random.Next(4) == 0;
                var appended = await log.AppendAsync([Raw.Event(matches ? "A" : "B")]);
                await follower.WaitUntilAsync(appended.Last).AsTask().WaitAsync(Patience);
                if (matches) Assert.True(Volatile.Read(ref dealtWith) >= appended.Last);
                Assert.True(follower.Progress.Position >= appended.Last);
            }
        })));
        Assert.Equal(new(Appends, Appends), follower.Progress);
        Assert.Equal(0, log.Alarms.Count);
        await log.DisposeAsync();
        await loop;
    }
}
