namespace Opossum.Typed;

/// <summary>
/// Marks the static partial class that the generator completes with <c>Model</c>: all events of this assembly, and those of the models that
/// it includes, to be handed to <c>OpossumStore.OpenAsync</c>. One class an assembly.
/// </summary>
/// <param name="includes">
/// Classes with <c>[EventModel]</c> in other assemblies, whose events the store is to know too, and those that they include. An event that
/// comes in by two ways is there once; two event types of one name are an <see cref="ArgumentException"/> when <c>Model</c> is first used,
/// which names both.
/// </param>
/// <example>
/// <code>
/// [EventModel] public static partial class Courses;
///
/// await using var store = await OpossumStore.OpenAsync("./data/courses", Courses.Model);
/// </code>
/// An assembly above others:
/// <code>
/// [EventModel(typeof(Courses), typeof(People))] public static partial class Campus;
/// </code>
/// </example>
[AttributeUsage(CheckedByRules.Targets, Inherited = false)]
public sealed class EventModelAttribute(params Type[] includes) : Attribute
{
    /// <summary>The classes whose models are included.</summary>
    public IReadOnlyList<Type> Includes => includes;
}
