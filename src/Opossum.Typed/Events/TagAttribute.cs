namespace Opossum.Typed;

/// <summary>
/// On a value type with one value: the type is the tag, wherever an event has a member of it. On a parameter or property of an event, or of
/// a record inside one: this member is the tag.
/// </summary>
/// <param name="key">The part before the colon, such as <c>course</c> in <c>course:42</c>; it has no colon itself.</param>
/// <example>
/// <code>
/// [Tag("student")] public readonly partial record struct StudentId(Guid Value);
///
/// [Event("student-registered")]
/// public partial record StudentRegistered(StudentId Student, string Name, [Tag("email", MaxLength = 254)] string Email);
/// </code>
/// </example>
[AttributeUsage(CheckedByRules.Targets)]
public sealed class TagAttribute(string key) : Attribute
{
    /// <summary>The part of the tag before the colon.</summary>
    public string Key => key;

    /// <summary>
    /// The longest value that an append accepts, in bytes of UTF-8, the key not counted; 0 (the default) leaves it to the limit of every
    /// tag, 1,024 bytes with its key. A longer value fails the append before anything is written. It has no effect on numbers and guids.
    /// </summary>
    public int MaxLength { get; init; }

    /// <summary>
    /// Keys that the tag had before. Events go on being stored with a tag of each, so that who asks by an old key finds new events too, and
    /// stores are retagged so that the new key finds old ones: docs/retagging.md.
    /// </summary>
    /// <example>
    /// <code>
    /// [Tag("email", Aliases = ["mail"])] string Email      // was [Tag("mail")]
    /// </code>
    /// </example>
    public string[] Aliases { get; init; } = [];

    /// <summary>
    /// Whether an all-zero guid is a value like any other. False by default: such an id was in all likelihood never assigned, so an append
    /// of the event and a query by the tag fail before anything is written or read. It has no effect on numbers, whose zero can be meant,
    /// and on text.
    /// </summary>
    /// <example>
    /// <code>
    /// [Tag("tenant", AllowDefault = true)] public readonly partial record struct TenantId(Guid Value);     // all zeros: the system itself
    /// </code>
    /// </example>
    public bool AllowDefault { get; init; }
}
