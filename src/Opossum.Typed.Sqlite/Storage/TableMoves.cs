namespace Opossum.Typed.Sqlite;

/// <summary>Lets tables take the place of others, each with its row in <c>opossum_models</c>. Within a transaction.</summary>
internal static class TableMoves
{
    /// <summary>Deletes a table, if it is there.</summary>
    public static void Drop(SqliteFile file, string table)
    {
        file.Run($"drop table if exists {TableSql.Quote(table)}");
        ModelRows.Delete(file, table);
    }

    /// <summary>Gives a table another name. One that is put aside has no indexes: their names are for those that are used.</summary>
    public static void Rename(SqliteFile file, string from, string to)
    {
        if (to.StartsWith(SqliteTable.KeptPrefix, StringComparison.Ordinal)) TableIndexes.DropAll(file, from);
        file.Run($"alter table {TableSql.Quote(from)} rename to {TableSql.Quote(to)}");
        ModelRows.Rename(file, from, to);
    }
}
