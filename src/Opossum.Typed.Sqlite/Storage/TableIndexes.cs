namespace Opossum.Typed.Sqlite;

/// <summary>
/// The indexes of a table. Those of a table that is made beside another one need names of their own, and keep them when it takes the place
/// of the other, since SQLite can't rename an index.
/// </summary>
internal static class TableIndexes
{
    /// <summary>Makes the unique ones or the others, as far as they are not there. Within a transaction.</summary>
    public static void Create(SqliteFile file, SqliteTable table, bool isUnique)
    {
        foreach (var index in table.Shape.Indexes)
        {
            if (index.IsUnique != isUnique) continue;
            var plain = $"{table.Shape.Name}_{index.Name}";
            var name = plain;
            for (var i = 1; TableOf(file, name) is { } other; i++)
            {
                if (other == table.Sql.Name) break;
                name = $"opossum_{i}_{plain}";
            }

            if (TableOf(file, name) is null) file.Run(table.Sql.CreateIndex(index, name));
        }
    }

    /// <summary>Deletes all that were made here. Within a transaction.</summary>
    public static void DropAll(SqliteFile file, string table)
    {
        foreach (var name in NamesOf(file, table)) file.Run($"drop index {TableSql.Quote(name)}");
    }

    /// <returns>The table that has an index of that name; null if none has.</returns>
    public static string? TableOf(SqliteFile file, string index)
    {
        using var run = file["select tbl_name from sqlite_schema where type = 'index' and name = ?"].Run(out var key);
        key.Write(index);
        return run.Step() ? run.Columns().ReadText() : null;
    }

    private static List<string> NamesOf(SqliteFile file, string table)
    {
        var names = new List<string>();
        using var run = file["select name from sqlite_schema where type = 'index' and tbl_name = ? and sql is not null"].Run(out var key);
        key.Write(table);
        while (run.Step()) names.Add(run.Columns().ReadText());
        return names;
    }
}
