namespace Opossum.Typed;

/// <summary>
/// Marks the static partial class that the generator completes with <c>Model</c>: all events of this assembly, to be handed to
/// <c>OpossumStore.OpenAsync</c>. One class an assembly.
/// </summary>
/// <example>
/// <code>
/// [EventModel] public static partial class Courses;
///
/// await using var store = await OpossumStore.OpenAsync("./data/courses", Courses.Model);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EventModelAttribute : Attribute;
