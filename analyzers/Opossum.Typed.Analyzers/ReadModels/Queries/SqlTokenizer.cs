namespace Opossum.Typed.Analyzers.ReadModels.Queries;

/// <summary>Cuts SQL into tokens, as SQLite does.</summary>
internal static class SqlTokenizer
{
    /// <returns>Null for text that ends within quotes or a comment: nothing can be said of it.</returns>
    public static IReadOnlyList<SqlToken>? Read(string sql)
    {
        var tokens = new List<SqlToken>();
        for (var at = 0; at < sql.Length;)
        {
            var start = at;
            if (char.IsWhiteSpace(sql[at]))
            {
                at++;
                continue;
            }

            if (CommentEnd(sql, at) is { } afterComment)
            {
                if (afterComment < 0) return null;
                at = afterComment;
                continue;
            }

            var kind = SqlTokenKind.Value;
            if (ClosingQuote(sql[at]) is { } quote) at = QuoteEnd(sql, at + 1, quote);
            else if (IsLetter(sql[at]))
            {
                kind = SqlTokenKind.Word;
                at = WordEnd(sql, at);

                // x'53514C'
                if (at == start + 1 && sql[start] is 'x' or 'X' && at < sql.Length && sql[at] == '\'')
                    (kind, at) = (SqlTokenKind.Value, QuoteEnd(sql, at + 1, '\''));
            }
            else if (IsDigit(sql[at]) || (sql[at] == '.' && at + 1 < sql.Length && IsDigit(sql[at + 1]))) at = NumberEnd(sql, at);
            else if (sql[at] is '?' or ':' or '@' or '$' or '#') at = WordEnd(sql, at + 1);
            else (kind, at) = (SqlTokenKind.Symbol, at + 1);

            if (at < 0) return null;
            tokens.Add(new(kind, sql.Substring(start, at - start), start));
        }

        return tokens;
    }

    /// <returns>Null where no comment begins, less than 0 for one without an end.</returns>
    private static int? CommentEnd(string sql, int at)
    {
        if (string.CompareOrdinal(sql, at, "--", 0, 2) == 0) return sql.IndexOf('\n', at);
        if (string.CompareOrdinal(sql, at, "/*", 0, 2) != 0) return null;
        var end = sql.IndexOf("*/", at + 2, StringComparison.Ordinal);
        return end < 0 ? end : end + 2;
    }

    private static char? ClosingQuote(char quote) => quote switch
    {
        '\'' or '"' or '`' => quote,
        '[' => ']',
        _ => null,
    };

    /// <returns>The place behind the quote; less than 0 without one.</returns>
    private static int QuoteEnd(string sql, int at, char quote)
    {
        for (; at < sql.Length; at++)
        {
            if (sql[at] != quote) continue;
            if (quote == ']' || at + 1 == sql.Length || sql[at + 1] != quote) return at + 1;
            at++;       // a quote that is written twice is one of the text
        }

        return -1;
    }

    private static int WordEnd(string sql, int at)
    {
        while (at < sql.Length && (IsLetter(sql[at]) || IsDigit(sql[at]) || sql[at] == '$')) at++;
        return at;
    }

    private static int NumberEnd(string sql, int at)
    {
        for (; at < sql.Length; at++)
        {
            var isExponentSign = sql[at] is '+' or '-' && sql[at - 1] is 'e' or 'E' && at + 1 < sql.Length && IsDigit(sql[at + 1]);
            if (!IsDigit(sql[at]) && !IsLetter(sql[at]) && sql[at] != '.' && !isExponentSign) break;
        }

        return at;
    }

    private static bool IsLetter(char character) => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_' or > '\u007F';

    private static bool IsDigit(char character) => character is >= '0' and <= '9';
}
