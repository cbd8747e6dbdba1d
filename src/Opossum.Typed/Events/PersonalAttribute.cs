namespace Opossum.Typed;

/// <summary>
/// On a stored member: it is sealed by the key of the object's subject, and reads as null or as its <see cref="Replacement"/> once the
/// subject is erased. A tag of the member is hidden: the log has a pseudonym in its place.
/// </summary>
/// <example>
/// <code>
/// [Event("student-registered")]
/// public partial record StudentRegistered(
///     StudentId Student, [Personal] string? Name, [Personal, Tag("email", MaxLength = 254)] string? Email,
///     [Personal(Replacement = "erased")] string Address);
/// </code>
/// </example>
[AttributeUsage(CheckedByRules.Targets)]
public sealed class PersonalAttribute : Attribute
{
    /// <summary>
    /// What the member reads as once its subject is erased: a constant of its type. Null, the default, for a member that can be null.
    /// </summary>
    public object? Replacement { get; init; }

    /// <summary>
    /// The member whose value is the subject, by its name: <c>Of = nameof(From)</c>. Needed where the object has several subjects.
    /// </summary>
    public string? Of { get; init; }
}
