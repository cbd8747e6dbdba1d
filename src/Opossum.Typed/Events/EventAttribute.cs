namespace Opossum.Typed;

/// <summary>Marks a partial record as an event. The generator adds its codec, its tags and its queries.</summary>
/// <param name="name">
/// The name that the log stores, for ever: by convention lower case with hyphens, such as <c>course-defined</c>. At most 255 bytes of
/// UTF-8. Renaming the record changes nothing in the log.
/// </param>
/// <example>
/// <code>
/// [Event("course-defined")] public partial record CourseDefined(CourseId Course, int Capacity);
/// </code>
/// </example>
[AttributeUsage(CheckedByRules.Targets, Inherited = false)]
public sealed class EventAttribute(string name) : Attribute
{
    /// <summary>The name that the log stores.</summary>
    public string Name => name;

    /// <summary>
    /// The version of what the record declares, from 1 (the default) to 65,535. Stored with each event. Of the records with one name, that
    /// of the highest version is the event: it is appended, read and asked for. One of a lower version says how old payloads look; the next
    /// higher one has <c>static NewRecord Upcast(OldRecord old)</c>.
    /// </summary>
    /// <example>
    /// <code>
    /// [Event("course-defined", Version = 2)] public partial record CourseDefined(CourseId Course, string Title, int Seats)
    /// {
    ///     private static CourseDefined Upcast(CourseDefinedV1 old) => new(old.Course, old.Name, Seats: 30);
    /// }
    ///
    /// [Event("course-defined", Version = 1)] public partial record CourseDefinedV1(CourseId Course, string Name);
    /// </code>
    /// </example>
    public int Version { get; set; } = 1;

    /// <summary>
    /// Names that the event had before, under which it is still read. Whatever asks for the event by its type asks for these too, so that
    /// old events stay within the boundaries that they were part of. Appended under <see cref="Name"/> alone.
    /// </summary>
    public string[] Aliases { get; set; } = [];
}
