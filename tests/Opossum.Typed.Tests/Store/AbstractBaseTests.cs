using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Store;

/// <summary>A family, of which one door event is a member.</summary>
public interface ILockEvent : IEvent
{
    RoomId Room { get; }
}

/// <summary>A base of events that is an event by its own word, as most people begin.</summary>
public abstract record DoorEvent(RoomId Room) : IEvent;

[Event("door-opened")]
public partial record DoorOpened(RoomId Room, int Width) : DoorEvent(Room);

[Event("door-locked")]
public partial record DoorLocked(RoomId Room) : DoorEvent(Room), ILockEvent;

public class AbstractBaseTests
{
    private static readonly RoomId Room = new(1);

    [Fact]
    public async Task An_abstract_base_names_the_family_of_what_derives_from_it()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.AppendAsync([new DoorOpened(Room, 90), new RoomCleaned(Room), new DoorLocked(Room)]);
        DoorEvent[] expected = [new DoorOpened(Room, 90), new DoorLocked(Room)];
        Assert.Equal(expected, (await store.ReadAsync<DoorEvent>(Query.Tagged(Room)).ToListAsync()).Select(static e => e.Event));
    }

    [Fact]
    public async Task An_event_may_be_of_a_family_besides()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.AppendAsync([new DoorOpened(Room, 90), new DoorLocked(Room)]);
        Assert.Equal(2, Assert.Single(await store.ReadAsync<ILockEvent>(Query.Tagged(Room)).ToListAsync()).Position);
    }
}
