namespace Opossum.Typed;

/// <summary>
/// On a constructor of an event, or of a type inside one: reading calls this one, whatever others there are. It may be private. Each
/// parameter has the name (the case of letters apart) and the type of a public property.
/// <para>
/// On a static method that returns its own type, reading calls that method in place of a constructor. The method is public or internal. If
/// it throws, the read fails with an <see cref="EventFormatException"/> that names the event, as it does if a constructor throws.
/// </para>
/// <para>A class or a struct that is not a record can be stored if one of its constructors or methods is marked.</para>
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
///
/// public readonly record struct Email
/// {
///     private Email(string value) => Value = value;
///
///     public string Value { get; }
///
///     [EventConstructor]
///     public static Email Parse(string value) => value.Contains('@') ? new(value) : throw new FormatException("Not an address.");
/// }
/// </code>
/// </example>
[AttributeUsage(CheckedByRules.Targets, Inherited = false)]
public sealed class EventConstructorAttribute : Attribute;
