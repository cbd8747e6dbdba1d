using Opossum.Typed.Tests.Generated;
using Opossum.Typed.Tests.People;

namespace Opossum.Typed.Tests.Store;

/// <summary>Reads by an interface that several events have.</summary>
public class FamilyTests
{
    private static readonly RoomId Room = new(1);
    private static readonly PersonId Ada = PersonId.New();

    [Fact]
    public async Task A_query_without_types_reads_the_types_of_the_family_and_no_others()
    {
        await using var store = await FilledAsync();
        Assert.Equal([1, 4, 5], await PositionsAsync(store.ReadAsync<IRoomEvent>(Query.Tagged(Room))));
        Assert.Equal([1, 4, 5, 6], await PositionsAsync(store.ReadAsync<IRoomEvent>(Query.All)));
        Assert.Equal([6, 5], await PositionsAsync(store.ReadAsync<IRoomEvent>(Query.All, limit: 2, backward: true)));
        Assert.Equal([5, 6], await PositionsAsync(store.ReadAsync<IRoomEvent>(Query.All, new ReadOptions { From = 5 })));
    }

    [Fact]
    public async Task An_event_is_read_as_what_the_family_has()
    {
        await using var store = await FilledAsync();
        await foreach (var e in store.ReadAsync<IRoomEvent>(Query.Tagged(Room))) Assert.Equal(Room, e.Event.Room);
    }

    [Fact]
    public async Task A_family_reaches_over_assemblies()
    {
        await using var store = await FilledAsync();
        Assert.Equal([3, 4], await PositionsAsync(store.ReadAsync<IPersonEvent>(Query.Tagged(Ada))));
    }

    [Fact]
    public async Task One_event_type_is_a_family_of_one()
    {
        await using var store = await FilledAsync();
        Assert.Equal([4], await PositionsAsync(store.ReadAsync<SeatTaken>(Query.Tagged(Ada))));
    }

    [Fact]
    public async Task Types_that_the_query_names_are_read_and_others_of_the_family_are_not()
    {
        await using var store = await FilledAsync();
        Assert.Equal([1, 5], await PositionsAsync(store.ReadAsync<IRoomEvent>(RoomOpened.For(Room) | RoomClosed.For(Room))));
        Assert.Equal([4, 6], await PositionsAsync(store.ReadAsync<IRoomEvent>(Query.Tagged(Ada) | RoomOpened.For(new RoomId(2)))));
    }

    [Fact]
    public async Task A_type_that_is_not_of_the_family_is_refused_before_anything_is_read()
    {
        await using var store = await FilledAsync();
        var error = Assert.Throws<ArgumentException>(() => store.ReadAsync<IRoomEvent>(RoomOpened.For(Room) | RoomCleaned.For(Room)));
        Assert.StartsWith(
            "The query names 'room-cleaned', which the model 'Opossum.Typed.Tests.Generated.Shapes' has no "
            + "Opossum.Typed.Tests.Store.IRoomEvent of: it could not be read as one.", error.Message);
    }

    [Fact]
    public async Task A_family_without_events_is_refused()
    {
        await using var store = await FilledAsync();
        Assert.StartsWith(
            "No event type of the model", Assert.Throws<ArgumentException>(() => store.ReadAsync<INoEvent>(Query.All)).Message);
    }

    /// <summary>IEvent is what all events are, so what the model does not know is an error as in any other read.</summary>
    [Fact]
    public async Task IEvent_is_no_family()
    {
        await using var store = await FilledAsync();
        await store.Log.AppendAsync([new EventData("unknown", "{}"u8.ToArray())]);
        Assert.Equal(
            7, (await Assert.ThrowsAsync<EventFormatException>(() => PositionsAsync(store.ReadAsync<IEvent>(Query.All)))).Position);
        Assert.Equal(7, (await Assert.ThrowsAsync<EventFormatException>(() => PositionsAsync(store.ReadAsync(Query.All)))).Position);
    }

    [Fact]
    public async Task A_condition_on_a_family_guards_what_the_family_s_read_reads()
    {
        await using var store = await FilledAsync();
        var ofRoom = Shapes.Model.Family<IRoomEvent>(Query.Tagged(Room));
        var head = store.ReadAsync(ofRoom).Head;
        await store.AppendAsync(new RoomCleaned(Room));
        Assert.True((await store.TryAppendAsync(new SeatTaken(Room, Ada), unless: ofRoom.After(head))).IsAppended);
        Assert.False((await store.TryAppendAsync(new SeatTaken(Room, Ada), unless: ofRoom.After(head))).IsAppended);
    }

    [Fact]
    public void A_family_s_query_says_its_types_in_order() =>
        Assert.Equal("room-closed|room-opened|seat-taken [room:1]", QueryText.Of(Shapes.Model.Family<IRoomEvent>(Query.Tagged(Room))));

    [Fact]
    public async Task An_event_type_of_another_model_is_refused_before_anything_is_read()
    {
        await using var store = OpossumStore.OpenInMemory(PeopleModel.Model);
        var read = Assert.Throws<ArgumentException>(() => store.ReadAsync(RoomOpened.For(Room)));
        Assert.Contains("'room-opened' (Opossum.Typed.Tests.Store.RoomOpened) is not of the model "
            + "'Opossum.Typed.Tests.People.PeopleModel'. Open the store with a model that has it", read.Message);
        var append = await Assert.ThrowsAsync<ArgumentException>(async () => await store.AppendAsync(new RoomOpened(Room, 1)));
        Assert.Contains("is not of the model 'Opossum.Typed.Tests.People.PeopleModel'", append.Message);
    }

    /// <summary>Events of two assemblies in one append; 2 is of no family, 6 is another room.</summary>
    private static async Task<OpossumStore> FilledAsync()
    {
        var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.AppendAsync([
            new RoomOpened(Room, 30), new RoomCleaned(Room), new PersonRegistered(Ada, "Ada"), new SeatTaken(Room, Ada),
            new RoomClosed(Room), new RoomOpened(new RoomId(2), 10)]);
        return store;
    }

    private static async Task<List<long>> PositionsAsync<TEvent>(IAsyncEnumerable<SequencedEvent<TEvent>> events) where TEvent : IEvent =>
        await events.Select(e => e.Position).ToListAsync();
}
