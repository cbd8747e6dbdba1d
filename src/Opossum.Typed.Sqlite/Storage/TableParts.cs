namespace Opossum.Typed.Sqlite;

/// <summary>
/// The tables of projections: <c>opossum_parts</c> has a row with an empty part for each, and one for each further table, so that these are
/// moved and dropped with it, also by a program that does not know the projection. Within a transaction.
/// </summary>
internal static class TableParts
{
    public static void Prepare(SqliteFile file) => file.Run(
        "create table if not exists opossum_parts "
            + "(owner text not null, part text not null, primary key (owner, part)) strict, without rowid");

    public static string NameOf(string owner, string part) => $"{owner}_{part}";

    /// <summary>Notes the tables of a projection, which were made just now.</summary>
    /// <exception cref="ReadModelException">One of them was not.</exception>
    public static void Note(SqliteFile file, SqliteTable table)
    {
        var owner = table.Sql.Name;
        foreach (var part in table.Shape.Parts.Prepend(""))
        {
            if (!TableMoves.Exists(file, part.Length == 0 ? owner : NameOf(owner, part)))
                throw new ReadModelException(
                    $"The projection '{table.Shape.Name}' does not make its table{(part.Length == 0 ? "" : $" '{part}'")}. Its Create runs "
                        + $"$\"create table {{{(part.Length == 0 ? "sql.Table" : $"sql.Part(\"{part}\")")}}} (…)\".");
            Add(file, owner, part);
        }
    }

    /// <summary>True if the table is that of a projection.</summary>
    public static bool IsProjection(SqliteFile file, string owner)
    {
        using var run = file["select 1 from opossum_parts where owner = ? and part = ''"].Run(out var key);
        key.Write(owner);
        return run.Step();
    }

    private static void Add(SqliteFile file, string owner, string part)
    {
        using var run = file["insert into opossum_parts (owner, part) values (?, ?)"].Run(out var columns);
        columns.Write(owner);
        columns.Write(part);
        run.Step();
    }

    public static void Drop(SqliteFile file, string owner)
    {
        foreach (var part in Of(file, owner)) file.Run($"drop table if exists {TableSql.Quote(NameOf(owner, part))}");
        using var run = file["delete from opossum_parts where owner = ?"].Run(out var key);
        key.Write(owner);
        run.Step();
    }

    public static void Rename(SqliteFile file, string from, string to)
    {
        foreach (var part in Of(file, from))
            file.Run($"alter table {TableSql.Quote(NameOf(from, part))} rename to {TableSql.Quote(NameOf(to, part))}");
        using var run = file["update opossum_parts set owner = ? where owner = ?"].Run(out var names);
        names.Write(to);
        names.Write(from);
        run.Step();
    }

    private static List<string> Of(SqliteFile file, string owner)
    {
        var parts = new List<string>();
        using var run = file["select part from opossum_parts where owner = ? and part <> ''"].Run(out var key);
        key.Write(owner);
        while (run.Step()) parts.Add(run.Columns().ReadText());
        return parts;
    }
}
