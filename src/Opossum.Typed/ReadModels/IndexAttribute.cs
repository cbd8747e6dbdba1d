namespace Opossum.Typed;

/// <summary>
/// Marks a member of a read model whose column is searched or ordered by. Members with the same index name make one index, in their order.
/// </summary>
/// <param name="name">The name of the index; null, the default, is an index of this member alone.</param>
[AttributeUsage(CheckedByRules.Targets, Inherited = false, AllowMultiple = true)]
public sealed class IndexAttribute(string? name = null) : Attribute
{
    /// <summary>The name of the index; null for an index of this member alone.</summary>
    public string? Name => name;

    /// <summary>
    /// Whether no two rows may have the same values in it; values that are null don't count. A model that makes such a row stops at the
    /// event. False by default.
    /// </summary>
    public bool Unique { get; init; }
}
