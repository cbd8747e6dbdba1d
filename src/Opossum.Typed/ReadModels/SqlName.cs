namespace Opossum.Typed;

/// <summary>
/// The name of a table or an index as SQL: in braces it becomes text, not a parameter. Only a storage makes one.
/// </summary>
public readonly struct SqlName
{
    private readonly string? _text;

    /// <summary>For packages that add a storage.</summary>
    /// <param name="name">The name, without quotes.</param>
    public SqlName(string name) => _text = $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>The name in quotes.</summary>
    public override string ToString() => _text
        ?? throw new InvalidOperationException("A SqlName comes from a storage, such as SqlSession.Table; this is the default value.");
}
