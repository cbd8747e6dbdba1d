using Microsoft.Data.Sqlite;
using Opossum.Typed.CompilerServices;
using SQLitePCL;

namespace Opossum.Typed.Sqlite;

/// <summary>A table, for the fold of its rows.</summary>
internal sealed class SqliteRowTable<TRow, TKey>(SqliteStorage storage, SqliteFile file, ReadModelShape shape, TableSql sql)
    : RowTable<TRow, TKey>
    where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
{
    private readonly int _readColumns = shape.Columns.Count(static column => !column.IsComputed);

    public override StoredReadModel? Stored => storage.FindStored(shape.Name);

    public override ValueTask ResetAsync()
    {
        storage.Reset(shape, sql);
        return default;
    }

    public override ValueTask LoadAsync(IReadOnlyList<TKey> keys, StoredRow<TRow>[] rows)
    {
        var select = file[sql.Select];
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
            using var run = file[sql.Upsert].Run(out var columns);
            columns.Counted = _readColumns;
            TRow.Write(row, ref columns);
            run.Step();
            return columns.Bytes;
        }
        catch (SqliteException error)
            when (error.SqliteErrorCode is raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG)
        {
            throw new RowRefusedException($"SQLite can't store a row of the read model '{shape.Name}': {error.Message}", error);
        }
    }

    public override void Delete(TKey key)
    {
        using var run = file[sql.Delete].Run(out var columns);
        TRow.WriteKey(key, ref columns);
        run.Step();
    }
}
