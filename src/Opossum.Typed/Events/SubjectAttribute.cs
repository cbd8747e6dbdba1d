namespace Opossum.Typed;

/// <summary>
/// On a tag type: its values are persons, or whatever else has a right to be forgotten. Each gets a key of its own, by which those members
/// with <see cref="PersonalAttribute"/> are sealed that belong to it; <see cref="OpossumStore.EraseAsync"/> destroys the key.
/// </summary>
/// <remarks>The value itself stays in the log for ever, as a pseudonym: use a number or a guid that says nothing of the person.</remarks>
/// <example>
/// <code>
/// [Tag("student"), Subject] public readonly partial record struct StudentId(Guid Value);
/// </code>
/// </example>
[AttributeUsage(CheckedByRules.Targets)]
public sealed class SubjectAttribute : Attribute;
