namespace Opossum.Typed.Analyzers.ReadModels.Queries;

/// <summary>The clauses of what follows the name of a table.</summary>
internal static class QueryClauses
{
    private static readonly string[] InOrder = ["where", "group", "having", "order", "limit"];

    /// <summary>Finds a clause that can't stand where it does.</summary>
    /// <param name="tokens">All tokens of the fragment.</param>
    /// <param name="isPage">Whether it is of a page, which has a limit of its own.</param>
    /// <returns>The token to blame, if there is one, and what is wrong; null where nothing is.</returns>
    public static (SqlToken? Token, string Why)? Problem(IReadOnlyList<SqlToken> tokens, bool isPage)
    {
        if (BeginsWithComparison(tokens)) return (tokens[0], "no clause begins here; write 'where' before it");
        var (depth, last) = (0, -1);
        foreach (var token in tokens)
        {
            if (token.Kind == SqlTokenKind.Symbol) depth += token.Text == "(" ? 1 : token.Text == ")" ? -1 : 0;
            if (depth != 0 || token.Kind != SqlTokenKind.Word) continue;
            var place = Array.FindIndex(InOrder, token.Is);
            if (place < 0) continue;
            if (place == last) return (token, $"it has '{InOrder[place]}' twice; make one of the two");
            if (place < last) return (token, $"'{InOrder[place]}' stands before '{InOrder[last]}'; move it there");
            if (isPage && InOrder[place] == "limit")
                return (token, "a page has a limit of its own; remove it, and give 'number' and 'size'");
            last = place;
        }

        return isPage && !tokens.Any(static token => token.Is("order"))
            ? (null, "without an order, a row can be on two pages or on none; end it with 'order by'")
            : null;
    }

    /// <summary><c>full = ?</c>: behind the name of a table, a name would be an alias, which nothing is compared with.</summary>
    private static bool BeginsWithComparison(IReadOnlyList<SqlToken> tokens) =>
        tokens.Count > 2
        && tokens[0].Kind == SqlTokenKind.Word
        && tokens[1] is { Kind: SqlTokenKind.Symbol, Text: "=" or "<" or ">" or "!" };
}
