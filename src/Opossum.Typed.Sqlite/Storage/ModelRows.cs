using System.Globalization;

namespace Opossum.Typed.Sqlite;

/// <summary>The table <c>opossum_models</c>: a row for each table, with what is stored of it.</summary>
internal static class ModelRows
{
    private const string Columns =
        "name, identity, checkpoint, tag_epoch, complete, rows, bytes, missed, skipped, layout, replaced";

    /// <summary>Makes the table, or brings it to the present format.</summary>
    public static void Prepare(SqliteFile file, bool isFormat1)
    {
        file.Run("""
            create table if not exists opossum_models (
                name text not null primary key, identity text not null, position integer not null, checkpoint text not null,
                tag_epoch integer not null, complete integer not null, rows integer not null, bytes integer not null,
                missed integer not null, skipped text not null, layout text not null default '', replaced text not null default ''
            ) strict
            """);
        if (!isFormat1) return;
        file.Run("alter table opossum_models add column layout text not null default ''");
        file.Run("alter table opossum_models add column replaced text not null default ''");
    }

    /// <summary>What is stored of a table; null for nothing.</summary>
    public static StoredReadModel? Find(SqliteFile file, string table)
    {
        using var run = file[$"select {Columns} from opossum_models where name = ?"].Run(out var key);
        key.Write(table);
        return run.Step() ? Read(run) : null;
    }

    /// <summary>What is stored of all tables, by their names.</summary>
    public static IReadOnlyList<StoredReadModel> All(SqliteFile file)
    {
        var all = new List<StoredReadModel>();
        using var run = file[$"select {Columns} from opossum_models order by name"].Run(out _);
        while (run.Step()) all.Add(Read(run));
        return all;
    }

    public static void Delete(SqliteFile file, string table)
    {
        using var run = file["delete from opossum_models where name = ?"].Run(out var key);
        key.Write(table);
        run.Step();
    }

    public static void Rename(SqliteFile file, string from, string to)
    {
        using var run = file["update opossum_models set name = ? where name = ?"].Run(out var names);
        names.Write(to);
        names.Write(from);
        run.Step();
    }

    public static void Write(SqliteFile file, string table, StoredReadModel model)
    {
        using var run = file["""
            insert into opossum_models
                (name, identity, position, checkpoint, tag_epoch, complete, rows, bytes, missed, skipped, layout, replaced)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (name) do update set
                identity = excluded.identity, position = excluded.position, checkpoint = excluded.checkpoint,
                tag_epoch = excluded.tag_epoch, complete = excluded.complete, rows = excluded.rows, bytes = excluded.bytes,
                missed = excluded.missed, skipped = excluded.skipped, layout = excluded.layout, replaced = excluded.replaced
            """].Run(out var columns);
        columns.Write(table);
        columns.Write(model.Identity);
        columns.Write(model.Checkpoint.Position);
        columns.Write(model.Checkpoint.ToText());
        columns.Write(model.TagEpoch);
        columns.Write(model.IsComplete);
        columns.Write(model.Rows);
        columns.Write(model.Bytes);
        columns.Write(model.Missed);
        columns.Write(string.Join(' ', model.Skipped));
        columns.Write(model.Layout);
        columns.Write(string.Join(' ', model.Replaced));
        run.Step();
    }

    private static StoredReadModel Read(in StatementRun run)
    {
        var columns = run.Columns();
        return new(columns.ReadText(), columns.ReadText(), Checkpoint.Parse(columns.ReadText()))
        {
            TagEpoch = columns.ReadInteger(),
            IsComplete = columns.ReadBoolean(),
            Rows = columns.ReadInteger(),
            Bytes = columns.ReadInteger(),
            Missed = columns.ReadInteger(),
            Skipped = [.. WordsOf(columns.ReadText()).Select(static each => long.Parse(each, CultureInfo.InvariantCulture))],
            Layout = columns.ReadText(),
            Replaced = [.. WordsOf(columns.ReadText())],
        };
    }

    private static string[] WordsOf(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
