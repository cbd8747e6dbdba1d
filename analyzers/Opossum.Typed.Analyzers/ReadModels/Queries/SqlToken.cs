namespace Opossum.Typed.Analyzers.ReadModels.Queries;

/// <summary>What a token is, as far as the rules on queries tell apart.</summary>
internal enum SqlTokenKind
{
    /// <summary>A keyword, or a name without quotes.</summary>
    Word,

    /// <summary>A literal, a parameter, or a name in quotes.</summary>
    Value,

    /// <summary>One character of anything else.</summary>
    Symbol,
}

/// <summary>A token of SQL.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The token itself.</param>
/// <param name="Start">Where it begins in the text.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Text, int Start)
{
    public bool Is(string word) => Kind != SqlTokenKind.Value && string.Equals(Text, word, StringComparison.OrdinalIgnoreCase);
}
