using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Store;

[Event("room-renovated", Aliases = ["room-rebuilt", "room-built-anew"])]
public partial record RoomRenovated(RoomId Room, int Walls) : IRenovationEvent;

public interface IRenovationEvent : IEvent;

/// <summary>An event that was renamed: whatever asks for it asks for its old names too.</summary>
public class AliasTests
{
    private static readonly RoomId Room = new(1);

    [Fact]
    public async Task Events_of_every_name_are_read_as_one()
    {
        await using var store = await StoreOfThreeNamesAsync();
        var read = await store.ReadAsync(RoomRenovated.For(Room)).ToListAsync();
        Assert.Equal([(1, 1), (2, 2), (3, 3)], read.Select(e => ((int)e.Position, e.Event.Walls)));
    }

    [Fact]
    public async Task A_read_of_everything_knows_the_old_names()
    {
        await using var store = await StoreOfThreeNamesAsync();
        Assert.Equal(3, (await store.ReadAsync(Query.All).ToListAsync()).Count(e => e.Event is RoomRenovated));
    }

    [Fact]
    public async Task It_is_appended_under_its_name_of_today()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.AppendAsync(new RoomRenovated(Room, 4));
        Assert.Equal("room-renovated", (await store.RawAsync()).Single().Type);
    }

    [Fact]
    public async Task A_condition_is_refused_by_an_event_of_an_old_name()
    {
        await using var store = await StoreOfThreeNamesAsync();
        var outcome = await store.TryAppendAsync(new RoomRenovated(Room, 4), unless: RoomRenovated.For(Room).After(2));
        Assert.True(outcome.IsAppended is false && outcome.Conflict?.Position == 3);
    }

    [Fact]
    public async Task A_family_has_the_old_names()
    {
        await using var store = await StoreOfThreeNamesAsync();
        Assert.Equal(
            "room-built-anew|room-rebuilt|room-renovated [room:1]",
            QueryText.Of(Shapes.Model.Family<IRenovationEvent>(Query.Tagged(Room))));
        Assert.Equal(3, (await store.ReadAsync<IRenovationEvent>(Query.Tagged(Room)).ToListAsync()).Count);
    }

    [Fact]
    public async Task A_follower_follows_the_old_names()
    {
        await using var store = await StoreOfThreeNamesAsync();
        Assert.Equal([1, 2, 3], await store.FollowAsync(RoomRenovated.For(Room)).Take(3).Select(e => e.Position).ToListAsync());
    }

    [Fact]
    public void The_model_finds_it_by_any_name_and_counts_it_once()
    {
        var descriptor = EventDescriptor.Of<RoomRenovated>();
        Assert.Equal(["room-renovated", "room-rebuilt", "room-built-anew"], descriptor.Names);
        Assert.All(descriptor.Names, name => Assert.Same(descriptor, Shapes.Model.Find(name)));
        Assert.Single(Shapes.Model.Events, descriptor);
    }

    /// <summary>The youngest name is the last: its event must refuse although a name before it matches nothing new.</summary>
    private static async Task<OpossumStore> StoreOfThreeNamesAsync()
    {
        var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.AppendRawAsync("room-renovated", """{"room":1,"walls":1}""", tags: "room:1");
        await store.AppendRawAsync("room-rebuilt", """{"room":1,"walls":2}""", tags: "room:1");
        await store.AppendRawAsync("room-built-anew", """{"room":1,"walls":3}""", tags: "room:1");
        return store;
    }
}
