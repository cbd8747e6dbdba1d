using System.Text;
using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Store;

/// <summary>How far a typed feed is, and what the log stores of its events.</summary>
public class FeedTests
{
    private static readonly RoomId Room = new(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_feed_of_rare_events_catches_up_and_its_lag_becomes_zero()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.AppendAsync(new RoomOpened(Room, 1));
        var feed = store.FollowAsync(RoomOpened.For(Room));
        Assert.Equal(new(0, 1), feed.Progress);
        var seen = new List<long>();
        var loop = Task.Run(async () =>
        {
            await foreach (var e in feed) seen.Add(e.Position);
        }, TestContext.Current.CancellationToken);
        for (var i = 0; i < 10; i++) await store.AppendAsync(new RoomClosed(Room));
        await feed.WaitUntilAsync(11).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal([1], seen);
        Assert.Equal((true, 0), (feed.Progress.IsCaughtUp, feed.Progress.Lag));
        await store.DisposeAsync();
        await loop;
    }

    [Fact]
    public async Task An_item_has_the_name_and_version_that_it_is_stored_under()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.AppendAsync(new RoomOpened(Room, 7));
        var read = await store.ReadAsync(Query.All).SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("room-opened", 1), (read.Type, read.Version));
        Assert.Contains("WithStored", Assert.Throws<InvalidOperationException>(() => read.Stored).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_stored_form_an_item_has_payload_and_tags_too()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.AppendAsync(new RoomOpened(Room, 7));
        var read = await store.ReadAsync(RoomOpened.For(Room)).WithStored().SingleAsync(TestContext.Current.CancellationToken);
        var fed = await store.FollowAsync(RoomOpened.For(Room)).WithStored().FirstAsync(TestContext.Current.CancellationToken);
        foreach (var e in (SequencedEvent<RoomOpened>[])[read, fed])
        {
            Assert.Equal(7, e.Event.Seats);
            Assert.Equal("room-opened", e.Stored.Type);
            Assert.Contains("7", Encoding.UTF8.GetString(e.Stored.Payload.Span), StringComparison.Ordinal);
            Assert.Equal([Tag.Of(Room)], e.Stored.Tags.ToArray());
            Assert.Equal((e.Position, e.Metadata.Id), (e.Stored.Position, e.Stored.Id));
        }
    }

    [Fact]
    public async Task The_stored_form_is_of_the_same_snapshot()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.AppendAsync(new RoomOpened(Room, 7));
        var read = store.ReadAsync(Query.All);
        await store.AppendAsync(new RoomOpened(Room, 8));
        Assert.Equal(1, await read.WithStored().CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1, await read.CountAsync(TestContext.Current.CancellationToken));
    }
}
