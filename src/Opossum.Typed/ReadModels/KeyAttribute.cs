namespace Opossum.Typed;

/// <summary>
/// Marks a parameter of a read model as its key, or a part of it. A tag type, or a member that is a tag, is found by the tags of the
/// events: an event concerns the row of each of its tags. Any other key is given by <c>static TKey KeyOf(TEvent e)</c>.
/// </summary>
[AttributeUsage(CheckedByRules.Targets, Inherited = false)]
public sealed class KeyAttribute : Attribute;
