using Opossum.Typed.Tests.People;

namespace Opossum.Typed.Tests.Store;

[Tag("room")]
public readonly partial record struct RoomId(int Number);

public interface IRoomEvent : IEvent
{
    RoomId Room { get; }
}

public interface INoEvent : IEvent;

[Event("room-opened")]
public partial record RoomOpened(RoomId Room, int Seats) : IRoomEvent;

[Event("room-closed")]
public partial record RoomClosed(RoomId Room) : IRoomEvent;

/// <summary>Of two families, one of them another assembly's.</summary>
[Event("seat-taken")]
public partial record SeatTaken(RoomId Room, PersonId Person) : IRoomEvent, IPersonEvent;

/// <summary>That does not take everything.</summary>
[Event("room-priced")]
public partial record RoomPriced(RoomId Room, int Price)
{
    public int Price { get; init; } = Price > 0 ? Price : throw new ArgumentException("a price is above zero");
}

/// <summary>Tagged as the others, and of no family.</summary>
[Event("room-cleaned")]
public partial record RoomCleaned(RoomId Room);
