using System.Text;
using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Store;

/// <summary>Events that the model can't decode: the caller says what becomes of them.</summary>
public class UndecodableTests
{
    private static readonly RoomId Room = new(1);

    [Fact]
    public async Task A_read_fails_at_an_event_of_an_unknown_type_unless_told_otherwise()
    {
        await using var store = await StoreAsync();
        var error = await Assert.ThrowsAsync<EventFormatException>(async () => await store.ReadAsync(Query.All).ToListAsync());
        Assert.Equal("Event 'room-burnt' at position 2: it is not of the model 'Opossum.Typed.Tests.Generated.Shapes'.", error.Message);
    }

    [Fact]
    public async Task A_read_fails_at_a_version_above_the_newest_and_says_what_to_do()
    {
        await using var store = await StoreAsync();
        var error = await Assert.ThrowsAsync<EventFormatException>(async () => await store.ReadAsync(RoomOpened.For(Room)).ToListAsync());
        Assert.Equal(
            "Event 'room-opened' (version 2) at position 3: Opossum.Typed.Tests.Store.RoomOpened is of version 1, "
            + "and a newer program wrote it; "
            + "run one that knows that version, or choose another UndecodableEvents.", error.Message);
    }

    [Fact]
    public async Task A_read_fails_at_a_payload_that_is_not_JSON()
    {
        await using var store = await StoreAsync();
        var error = await Assert.ThrowsAsync<EventFormatException>(async () => await store.ReadAsync(RoomClosed.For(Room)).ToListAsync());
        Assert.Equal("Event 'room-closed' at position 4: its payload is not JSON but 'Binary'.", error.Message);
    }

    [Fact]
    public async Task They_are_left_out()
    {
        await using var store = await StoreAsync();
        Assert.Equal([1, 5, 6], await PositionsAsync(store.ReadAsync(Query.All, Skipping)));
        Assert.Equal([6, 5, 1], await PositionsAsync(store.ReadAsync(Query.All, Skipping with { Backward = true })));
        Assert.Equal([1, 5], await PositionsAsync(store.ReadAsync(RoomOpened.For(Room), Skipping)));
        Assert.Equal([1, 5, 6], await PositionsAsync(store.ReadAsync<IRoomEvent>(Query.Tagged(Room), Skipping)));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(9, 3)]
    public async Task What_is_left_out_counts_for_no_limit(int limit, int count)
    {
        await using var store = await StoreAsync();
        var read = store.ReadAsync(Query.All, Skipping with { Limit = limit });
        Assert.Equal(count, (await read.ToListAsync()).Count);
        Assert.Equal(count, (await read.ToListAsync()).Count);
    }

    [Fact]
    public async Task They_are_handed_out_as_they_are_in_their_places()
    {
        await using var store = await StoreAsync();
        var read = await store.ReadAsync(Query.All, new ReadOptions { Undecodable = UndecodableEvents.HandOut }).ToListAsync();
        Assert.Equal([1, 2, 3, 4, 5, 6], read.Select(e => e.Position));
        Assert.Equal([false, true, true, true, false, false], read.Select(e => e.Event is UndecodedEvent));
        var raw = (UndecodedEvent)read[2].Event;
        Assert.Equal(
            ("room-opened", 2, PayloadEncoding.Json, """{"doors":1}"""),
            (raw.Type, raw.Version, raw.PayloadEncoding, Encoding.UTF8.GetString(raw.Payload.Span)));
        Assert.Equal("room:1", Assert.Single(raw.Tags).Text);
        Assert.NotEqual(Guid.Empty, read[2].Metadata.Id);
    }

    [Fact]
    public async Task A_limit_counts_what_is_handed_out()
    {
        await using var store = await StoreAsync();
        Assert.Equal(
            [1, 2],
            await PositionsAsync(store.ReadAsync(Query.All, new ReadOptions { Undecodable = UndecodableEvents.HandOut, Limit = 2 })));
    }

    [Fact]
    public async Task They_are_handed_out_as_IEvent_alone()
    {
        await using var store = await StoreAsync();
        var handOut = new ReadOptions { Undecodable = UndecodableEvents.HandOut };
        Assert.StartsWith(
            "An undecoded event is no Opossum.Typed.Tests.Store.RoomOpened",
            Assert.Throws<ArgumentException>(() => store.ReadAsync(RoomOpened.For(Room), handOut)).Message);
        Assert.Throws<ArgumentException>(() => store.ReadAsync<IRoomEvent>(Query.All, handOut));
        Assert.Throws<ArgumentException>(() => store.FollowAsync<IRoomEvent>(Query.All, 0, UndecodableEvents.HandOut));
        Assert.Throws<ArgumentException>(() => store.FollowAsync(RoomOpened.For(Room), 0, UndecodableEvents.HandOut));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            store.ReadAsync(Query.All, new ReadOptions { Undecodable = (UndecodableEvents)3 }));
    }

    [Fact]
    public async Task A_follower_leaves_them_out_or_hands_them_out()
    {
        await using var store = await StoreAsync();
        Assert.Equal([1, 5, 6], await PositionsAsync(store.FollowAsync(Query.All, 0, UndecodableEvents.Skip).Take(3)));
        Assert.Equal([1, 5], await PositionsAsync(store.FollowAsync(RoomOpened.For(Room), 0, UndecodableEvents.Skip).Take(2)));
        Assert.Equal([1, 5, 6], await PositionsAsync(store.FollowAsync<IRoomEvent>(Query.All, 0, UndecodableEvents.Skip).Take(3)));
        var handedOut = await store.FollowAsync(Query.All, 1, UndecodableEvents.HandOut).Take(1).SingleAsync();
        Assert.Equal("room-burnt", Assert.IsType<UndecodedEvent>(handedOut.Event).Type);
    }

    [Fact]
    public async Task A_payload_that_is_wrong_is_an_error_whatever_was_chosen()
    {
        await using var store = await StoreAsync();
        await store.AppendRawAsync("room-opened", "{", tags: "room:1");
        foreach (var choice in Enum.GetValues<UndecodableEvents>())
            Assert.Equal(7, (await Assert.ThrowsAsync<EventFormatException>(async () =>
                await store.ReadAsync(Query.All, new ReadOptions { After = 6, Undecodable = choice }).ToListAsync())).Position);
    }

    [Fact]
    public async Task An_undecoded_event_can_not_be_appended()
    {
        await using var store = await StoreAsync();
        var raw = (await store.ReadAsync(Query.All, new ReadOptions { After = 1, Limit = 1, Undecodable = UndecodableEvents.HandOut })
            .SingleAsync()).Event;
        var error = await Assert.ThrowsAsync<ArgumentException>(async () => await store.AppendAsync(raw));
        Assert.StartsWith("The event 'room-burnt' was not decoded, so it can't be appended", error.Message);
        Assert.Equal(6, store.Head);
    }

    [Fact]
    public async Task A_log_refuses_a_choice_that_would_be_without_effect()
    {
        await using var log = EmbeddedEventLog.OpenInMemory();
        Assert.Throws<ArgumentException>(() => log.Read(Query.All, Skipping));
    }

    private static ReadOptions Skipping => new() { Undecodable = UndecodableEvents.Skip };

    /// <summary>2 is of a type that was removed, 3 of a version that is to come, 4 of another encoding.</summary>
    private static async Task<OpossumStore> StoreAsync()
    {
        var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.AppendAsync(new RoomOpened(Room, 1));
        await store.AppendRawAsync("room-burnt", "{}", tags: "room:1");
        await store.AppendRawAsync("room-opened", """{"doors":1}""", version: 2, tags: "room:1");
        await store.AppendRawAsync("room-closed", """{"room":1}""", encoding: PayloadEncoding.Binary, tags: "room:1");
        await store.AppendAsync([new RoomOpened(Room, 5), new RoomClosed(Room)]);
        return store;
    }

    private static async Task<List<long>> PositionsAsync<TEvent>(IAsyncEnumerable<SequencedEvent<TEvent>> events) where TEvent : IEvent =>
        await events.Select(e => e.Position).ToListAsync();
}
