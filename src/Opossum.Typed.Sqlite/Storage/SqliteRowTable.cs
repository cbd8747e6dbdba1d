using Microsoft.Data.Sqlite;
using Opossum.Typed.CompilerServices;
using SQLitePCL;

namespace Opossum.Typed.Sqlite;

/// <summary>A table, for the fold of its rows.</summary>
internal sealed class SqliteRowTable<TRow, TKey>(SqliteStorage storage, SqliteFile file, SqliteTable table)
    : RowTable<TRow, TKey>
    where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
{
    private readonly int _readColumns = table.Shape.Columns.Count(static column => !column.IsComputed);

    public override StoredReadModel? Stored => storage.FindStored(table);

    public override ValueTask ResetAsync()
    {
        storage.ResetRows(table);
        return default;
    }

    public override ValueTask LoadAsync(IReadOnlyList<TKey> keys, StoredRow<TRow>[] rows)
    {
        var select = file[table.Sql.Select];
        for (var i = 0; i < keys.Count; i++)
        {
            using var run = select.Run(out var key);
            TRow.WriteKey(keys[i], ref key);
            if (!run.Step()) continue;
            var columns = run.Columns();
            var row = TRow.Read(ref columns);
            rows[i] = new(row, columns.Bytes);
        }

        return default;
    }

    public override int Write(TKey key, TRow row, bool exists)
    {
        try
        {
            using var run = file[table.Sql.Upsert].Run(out var columns);
            columns.Counted = _readColumns;
            TRow.Write(row, ref columns);
            run.Step();
            return columns.Bytes;
        }
        catch (SqliteException error)
            when (error.SqliteErrorCode is raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG)
        {
            throw new RowRefusedException($"SQLite can't store a row of the read model '{table.Shape.Name}': {error.Message}", error);
        }
    }

    public override void Delete(TKey key)
    {
        using var run = file[table.Sql.Delete].Run(out var columns);
        TRow.WriteKey(key, ref columns);
        run.Step();
    }
    public override ValueTask LoadLinksAsync(IReadOnlyList<RowLink> links, IReadOnlyList<List<TKey>> keys)
    {
        var select = file[table.Sql.Links!.Select];
        for (var i = 0; i < links.Count; i++)
        {
            using var run = select.Run(out var columns);
            WriteLink(links[i], ref columns);
            while (run.Step())
            {
                var key = run.Columns();
                keys[i].Add(TRow.ReadKey(ref key));
            }
        }

        return default;
    }

    public override void WriteLink(RowLink link, TKey key)
    {
        using var run = file[table.Sql.Links!.Insert].Run(out var columns);
        WriteLink(link, ref columns);
        TRow.WriteKey(key, ref columns);
        run.Step();
    }

    private static void WriteLink(RowLink link, ref StatementWriter columns)
    {
        columns.Write((long)link.Link);
        columns.Write(link.Value);
    }
}
