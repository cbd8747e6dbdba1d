namespace Opossum.Typed;

/// <summary>Marks a partial record as an event. The generator adds its codec, its tags and its queries.</summary>
/// <param name="name">
/// The name that the log stores, for ever: by convention lower case with hyphens, such as <c>course-defined</c>. At most 255 bytes of UTF-8.
/// Renaming the record changes nothing in the log.
/// </param>
/// <example>
/// <code>
/// [Event("course-defined")] public partial record CourseDefined(CourseId Course, int Capacity);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EventAttribute(string name) : Attribute
{
    /// <summary>The name that the log stores.</summary>
    public string Name => name;

    /// <summary>
    /// Names that the event had before, under which it is still read. Whatever asks for the event by its type asks for these too, so that old events stay within the boundaries that they
    /// were part of. Appended under <see cref="Name"/> alone.
    /// </summary>
    public string[] Aliases { get; set; } = [];
}
