namespace Opossum.Typed.Sqlite;

/// <summary>
/// Lets tables take the place of others, each with its links and its row in <c>opossum_models</c>. Within a transaction.
/// </summary>
internal static class TableMoves
{
    /// <summary>Deletes a table, if it is there.</summary>
    public static void Drop(SqliteFile file, string table)
    {
        file.Run($"drop table if exists {TableSql.Quote(table)}");
        file.Run($"drop table if exists {TableSql.Quote(TableSql.LinksOf(table))}");
        TableParts.Drop(file, table);
        ModelRows.Delete(file, table);
    }

    /// <summary>Gives a table another name. One that is put aside has no indexes, unless they are a projection's: their names are
    /// for those that are used.</summary>
    public static void Rename(SqliteFile file, string from, string to)
    {
        if (to.StartsWith(SqliteTable.KeptPrefix, StringComparison.Ordinal) && !TableParts.IsProjection(file, from))
            TableIndexes.DropAll(file, from);
        RenameTable(file, from, to);
        if (Exists(file, TableSql.LinksOf(from))) RenameTable(file, TableSql.LinksOf(from), TableSql.LinksOf(to));
        TableParts.Rename(file, from, to);
        ModelRows.Rename(file, from, to);
    }

    private static void RenameTable(SqliteFile file, string from, string to) =>
        file.Run($"alter table {TableSql.Quote(from)} rename to {TableSql.Quote(to)}");

    public static bool Exists(SqliteFile file, string table)
    {
        using var run = file["select 1 from sqlite_schema where type = 'table' and name = ?"].Run(out var key);
        key.Write(table);
        return run.Step();
    }
}
