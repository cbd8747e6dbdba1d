using Opossum.Typed.Tests.Engine;
using Opossum.Typed.Tests.Generated;
using Opossum.Typed.Tests.People;

namespace Opossum.Typed.Tests.Store;

public sealed class TypedFollowTests : IDisposable
{
    private static readonly RoomId Room = new(1);
    private static readonly PersonId Ada = PersonId.New();

    /// <summary>What hangs ends as a failed test.</summary>
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(30));

    [Fact]
    public async Task Eight_writers_and_three_followers_lose_nothing_and_double_nothing()
    {
        const int Appends = 200;
        await using var store = OpossumStore.OpenInMemory(Shapes.Model, new() { MaxSegmentBytes = 64 << 10 });
        await store.AppendAsync([new RoomOpened(Room, 1), new RoomClosed(Room)]);
        var opened = TakeAsync(store.FollowAsync(RoomOpened.For(Room), cancellationToken: _patience.Token), 1 + 8 * Appends);
        var all = TakeAsync(store.FollowAsync(Query.All, cancellationToken: _patience.Token), 2 + 16 * Appends);
        var family = TakeAsync(store.FollowAsync<IRoomEvent>(Query.Tagged(Room), cancellationToken: _patience.Token), 2 + 16 * Appends);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < Appends; i++) await store.AppendAsync([new RoomOpened(Room, i), new SeatTaken(Room, Ada)]);
        })));
        Assert.Equal(Enumerable.Range(1, 2 + 16 * Appends).Select(i => (long)i), await all);
        Assert.Equal(await all, await family);
        Assert.Equal(await PositionsAsync(store.ReadAsync(RoomOpened.For(Room))), await opened);
    }

    [Fact]
    public async Task It_begins_after_the_position_and_the_later_comes_when_it_is_appended()
    {
        await using var store = await StoreOfThreeAsync();
        await using var events = store.FollowAsync(RoomOpened.For(Room), after: 1, _patience.Token)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await events.MoveNextAsync());
        Assert.Equal((3, 3), (events.Current.Position, events.Current.Event.Seats));
        var next = events.MoveNextAsync().AsTask();
        await store.AppendAsync(new RoomClosed(Room));
        Assert.False(next.IsCompleted);
        await store.AppendAsync(new RoomOpened(Room, 5));
        Assert.True(await next);
        Assert.Equal(5, events.Current.Position);
    }

    [Fact]
    public async Task Two_types_are_told_apart_by_a_switch()
    {
        await using var store = await StoreOfThreeAsync();
        var seen = new List<string>();
        await foreach (var e in store.FollowAsync(RoomOpened.For(Room) | RoomClosed.For(Room), cancellationToken: _patience.Token))
        {
            seen.Add(e.Event switch { RoomOpened opened => $"opened {opened.Seats}", RoomClosed => "closed", _ => "?" });
            if (seen.Count == 3) break;
        }

        Assert.Equal(["opened 1", "closed", "opened 3"], seen);
    }

    [Fact]
    public async Task A_second_enumeration_begins_again()
    {
        await using var store = await StoreOfThreeAsync();
        var events = store.FollowAsync(Query.All, after: 1, _patience.Token);
        Assert.Equal([2, 3], await TakeAsync(events, 2));
        Assert.Equal([2, 3], await TakeAsync(events, 2));
    }

    [Fact]
    public async Task A_position_above_the_head_is_refused_by_the_call()
    {
        await using var store = await StoreOfThreeAsync();
        _ = store.FollowAsync(Query.All, after: 3);
        var error = Assert.Throws<PositionBeyondHeadException>(() => store.FollowAsync(Query.All, after: 4));
        Assert.Equal((4, 3), (error.Position, error.Head));
        Assert.Throws<PositionBeyondHeadException>(() => store.FollowAsync(RoomOpened.For(Room), after: 4));
        Assert.Throws<PositionBeyondHeadException>(() => store.FollowAsync<IRoomEvent>(Query.All, after: 4));
    }

    [Fact]
    public async Task What_is_not_of_the_model_or_the_family_is_refused_by_the_call()
    {
        await using var store = OpossumStore.OpenInMemory(PeopleModel.Model);
        Assert.Throws<ArgumentException>(() => store.FollowAsync(RoomOpened.For(Room)));
        Assert.Throws<ArgumentException>(() => store.FollowAsync<IRoomEvent>(Query.All));
    }

    [Fact]
    public async Task An_event_that_the_model_does_not_know_is_an_error_with_its_position()
    {
        await using var store = await StoreOfThreeAsync();
        await store.Log.AppendAsync([new EventData("unknown", "{}"u8.ToArray())]);
        await using var events = store.FollowAsync(Query.All, after: 2, _patience.Token)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await events.MoveNextAsync());
        Assert.Equal(4, (await Assert.ThrowsAsync<EventFormatException>(async () => await events.MoveNextAsync())).Position);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Cancelling_ends_the_wait(bool byTheCall)
    {
        using var stop = new CancellationTokenSource();
        await using var store = await StoreOfThreeAsync();
        // The other token can be cancelled too: the two are joined.
        var events = store.FollowAsync(Query.All, after: 3, byTheCall ? stop.Token : _patience.Token)
            .GetAsyncEnumerator(byTheCall ? _patience.Token : stop.Token);
        var next = events.MoveNextAsync().AsTask();
        Assert.False(next.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(_patience.Token));
        Assert.False(_patience.IsCancellationRequested);
    }

    [Fact]
    public async Task Cancelling_ends_it_between_two_events_that_are_there()
    {
        using var stop = new CancellationTokenSource();
        await using var store = await StoreOfThreeAsync();
        await using var events = store.FollowAsync(Query.All, cancellationToken: stop.Token)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await events.MoveNextAsync());
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await events.MoveNextAsync());
    }

    [Fact]
    public async Task Closing_the_store_ends_it()
    {
        var store = await StoreOfThreeAsync();
        var positions = PositionsAsync(store.FollowAsync(Query.All, after: 3, _patience.Token));
        Assert.False(positions.IsCompleted);
        await store.DisposeAsync();
        Assert.Empty(await positions);
        Assert.Throws<ObjectDisposedException>(() => store.FollowAsync(Query.All));
    }

    [Fact]
    public async Task A_fault_ends_it_after_what_is_durable()
    {
        var storage = new WatchedStorage();
        await using var store = new OpossumStore(EmbeddedEventLog.Open(storage, null), Shapes.Model);
        await store.AppendAsync(new RoomOpened(Room, 1));
        await using var events = store.FollowAsync(Query.All, cancellationToken: _patience.Token)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        storage.Before = call =>
        {
            if (call.StartsWith("write", StringComparison.Ordinal)) throw new IOException("the disk is gone");
        };
        await Assert.ThrowsAsync<StoreFaultedException>(async () => await store.AppendAsync(new RoomOpened(Room, 2)));
        storage.Before = null;
        Assert.True(await events.MoveNextAsync());
        Assert.Equal(1, events.Current.Position);
        await Assert.ThrowsAsync<StoreFaultedException>(async () => await events.MoveNextAsync());
    }

    public void Dispose() => _patience.Dispose();

    private static async Task<OpossumStore> StoreOfThreeAsync()
    {
        var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.AppendAsync([new RoomOpened(Room, 1), new RoomClosed(Room), new RoomOpened(Room, 3)]);
        return store;
    }

    private static Task<List<long>> TakeAsync<TEvent>(IAsyncEnumerable<SequencedEvent<TEvent>> events, int count) where TEvent : IEvent =>
        PositionsAsync(events.Take(count));

    private static async Task<List<long>> PositionsAsync<TEvent>(IAsyncEnumerable<SequencedEvent<TEvent>> events) where TEvent : IEvent =>
        await events.Select(e => e.Position).ToListAsync();
}
