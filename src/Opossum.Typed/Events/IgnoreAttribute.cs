namespace Opossum.Typed;

/// <summary>
/// On a property, field or event of a stored record: it is not stored. After reading it has the value that its declaration or the
/// constructor gives it. What the constructor takes as a parameter can't be left out.
/// </summary>
/// <example>
/// <code>
/// [Event("room-booked")]
/// public partial record RoomBooked(int Room)
/// {
///     [Ignore] public string? CalledBy { get; init; }
/// }
/// </code>
/// </example>
[AttributeUsage(CheckedByRules.Targets)]
public sealed class IgnoreAttribute : Attribute;
