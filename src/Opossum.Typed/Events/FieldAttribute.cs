namespace Opossum.Typed;

/// <summary>
/// Says under which name a member of an event, or of a record inside one, is stored; without it, the member's own name in camel case.
/// </summary>
/// <param name="name">
/// The name in the payload: text without quotes, backslashes and control characters, at most 255 bytes of UTF-8. Renaming the member then
/// changes nothing in the log.
/// </param>
/// <example>
/// <code>
/// [Event("course-defined")] public partial record CourseDefined(CourseId Course, [Field("title", Aliases = ["name"])] string Title);
/// </code>
/// </example>
[AttributeUsage(CheckedByRules.Targets)]
public sealed class FieldAttribute(string name) : Attribute
{
    /// <summary>The name in the payload.</summary>
    public string Name => name;

    /// <summary>
    /// Names that the field had in payloads before, under which it is still read. Written under <see cref="Name"/> alone. Where a payload
    /// has several of them, the last wins.
    /// </summary>
    public string[] Aliases { get; set; } = [];
}
