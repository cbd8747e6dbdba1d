namespace Opossum.Typed;

/// <summary>
/// On a constructor of an event, or of a record inside one: reading calls this one, whatever others there are. It may be private. Each
/// parameter has the name (the case of letters apart) and the type of a public property.
/// </summary>
/// <example>
/// <code>
/// [Event("room-booked")]
/// public partial record RoomBooked
/// {
///     [EventConstructor] private RoomBooked(int room) => Room = room;
///
///     public int Room { get; }
///
///     public static RoomBooked Of(int room) => room > 0 ? new(room) : throw new ArgumentOutOfRangeException(nameof(room));
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Constructor, Inherited = false)]
public sealed class EventConstructorAttribute : Attribute;
