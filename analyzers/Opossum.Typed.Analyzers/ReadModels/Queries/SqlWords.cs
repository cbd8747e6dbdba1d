namespace Opossum.Typed.Analyzers.ReadModels.Queries;

/// <summary>
/// Words of SQLite that are not names of columns, from https://www.sqlite.org/lang_keywords.html, and names that every table has.
/// </summary>
internal static class SqlWords
{
    private static readonly HashSet<string> Keywords = new(
        ("abort action add after all alter always analyze and as asc attach autoincrement before begin between by cascade case cast check "
            + "collate column commit conflict constraint create cross current current_date current_time current_timestamp database default "
            + "deferrable deferred delete desc detach distinct do drop each else end escape except exclude exclusive exists explain fail "
            + "filter first following for foreign from full generated glob group groups having if ignore immediate in index indexed "
            + "initially inner insert instead intersect into is isnull join key last left like limit match materialized natural no not "
            + "nothing notnull null nulls of offset on or order others outer over partition plan pragma preceding primary query raise "
            + "range recursive references regexp reindex release rename replace restrict returning right "
            + "rollback row rows savepoint select set "
            + "table temp temporary then ties to transaction trigger unbounded union unique update using vacuum values view virtual when "
            + "where window with without within true false")
            .Split(' '),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>With one of these a fragment has names that are not columns of the model: aliases, other tables, windows, types.</summary>
    private static readonly HashSet<string> Naming = new(
        ["as", "select", "from", "join", "union", "intersect", "except", "with", "values", "over", "window", "indexed"],
        StringComparer.OrdinalIgnoreCase);

    public static bool IsKeyword(string word) => Keywords.Contains(word);

    public static bool GivesNames(string word) => Naming.Contains(word);

    /// <summary>The number of a row, and the key of a table of one row.</summary>
    public static bool IsHiddenColumn(string name) =>
        name.ToLowerInvariant() is "rowid" or "oid" or "_rowid_" || name.StartsWith("opossum_", StringComparison.OrdinalIgnoreCase);
}
