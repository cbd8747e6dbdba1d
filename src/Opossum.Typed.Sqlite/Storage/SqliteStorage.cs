using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Opossum.Typed.CompilerServices;
using SQLitePCL;

namespace Opossum.Typed.Sqlite;

/// <summary>One file: the tables of the models, and <c>opossum_models</c>, which has how far each is.</summary>
internal sealed class SqliteStorage(string path) : ReadModelStorage
{
    private const int ApplicationId = 0x4F50_534D;         // "OPSM"
    private const int Format = 1;

    private readonly Dictionary<string, (TableSql Sql, bool HasIndexes)> _tables = new(StringComparer.Ordinal);
    private OwnerLock? _lock;
    private SqliteFile? _file;
    private bool _isInTransaction;

    public override string Place => path;

    private SqliteFile File => _file ?? throw new InvalidOperationException("The file is not open.");

    public override ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } directory) Directory.CreateDirectory(directory);
        _lock = OwnerLock.Take(path);
        try
        {
            _file = SqliteFile.OpenOwner(path);
            Prepare(_file);
            return default;
        }
        catch (SqliteException error) when (error.SqliteErrorCode is raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT)
        {
            throw new ReadModelException(
                $"'{path}' is damaged, or is not a SQLite file. If it held read models, delete it: they are made again from the store.",
                error);
        }
    }

    public override RowTable<TRow, TKey> OpenTable<TRow, TKey>(ReadModelShape shape)
    {
        var sql = new TableSql(shape);
        _tables[shape.Name] = (sql, FindStored(shape.Name) is { IsComplete: true });
        return new SqliteRowTable<TRow, TKey>(this, File, shape, sql);
    }

    /// <summary>What is stored of a model; null for nothing.</summary>
    public StoredReadModel? FindStored(string name)
    {
        const string Sql =
            "select identity, checkpoint, tag_epoch, complete, rows, bytes, missed, skipped from opossum_models where name = ?";
        using var run = File[Sql].Run(out var key);
        key.Write(name);
        if (!run.Step()) return null;
        var columns = run.Columns();
        return new(name, columns.ReadText(), Checkpoint.Parse(columns.ReadText()))
        {
            TagEpoch = columns.ReadInteger(),
            IsComplete = columns.ReadBoolean(),
            Rows = columns.ReadInteger(),
            Bytes = columns.ReadInteger(),
            Missed = columns.ReadInteger(),
            Skipped = ParsePositions(columns.ReadText()),
        };
    }

    /// <summary>Makes the table of a model, empty.</summary>
    public void Reset(ReadModelShape shape, TableSql sql)
    {
        File["begin immediate"].Run();
        _isInTransaction = true;
        try
        {
            File.Run(sql.Drop);
            File.Run(sql.Create);
            foreach (var index in sql.UniqueIndexes) File.Run(index);
            using (var run = File["delete from opossum_models where name = ?"].Run(out var key))
            {
                key.Write(shape.Name);
                run.Step();
            }

            Commit();
            _tables[shape.Name] = (sql, HasIndexes: false);
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    public override ValueTask BeginAsync()
    {
        File["begin immediate"].Run();
        _isInTransaction = true;
        return default;
    }

    public override ValueTask CommitAsync(IReadOnlyList<StoredReadModel> models)
    {
        foreach (var model in models) Write(model);
        foreach (var model in models)
            if (model.IsComplete && !_tables[model.Name].HasIndexes)
                foreach (var index in _tables[model.Name].Sql.Indexes) File.Run(index);
        Commit();
        foreach (var model in models)
            if (model.IsComplete) _tables[model.Name] = _tables[model.Name] with { HasIndexes = true };
        return default;
    }

    public override ValueTask RollbackAsync()
    {
        if (_isInTransaction) Rollback();
        return default;
    }

    public override ValueTask DisposeAsync()
    {
        _file?.Dispose();
        _lock?.Dispose();
        (_file, _lock) = (null, null);
        return default;
    }

    private void Prepare(SqliteFile file)
    {
        var (id, format) = (file.ReadNumber("pragma application_id"), file.ReadNumber("pragma user_version"));
        if (id != ApplicationId && (id != 0 || file.ReadNumber("select count(*) from sqlite_schema") > 0))
            throw new ReadModelException($"'{path}' is a SQLite file of something else. Name another one.");
        if (id == ApplicationId && format != Format)
            throw new ReadModelException($"'{path}' is of format {format}, and this program knows format {Format}. Delete it if no other "
                + "program needs it: the rows are made again from the store.");
        file.Run("begin immediate");
        file.Run("""
            create table if not exists opossum_models (
                name text not null primary key, identity text not null, position integer not null, checkpoint text not null,
                tag_epoch integer not null, complete integer not null, rows integer not null, bytes integer not null,
                missed integer not null, skipped text not null
            ) strict
            """);
        file.Run($"pragma application_id = {ApplicationId}");
        file.Run($"pragma user_version = {Format}");
        file.Run("commit");
    }

    private void Write(StoredReadModel model)
    {
        using var run = File["""
            insert into opossum_models (name, identity, position, checkpoint, tag_epoch, complete, rows, bytes, missed, skipped)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (name) do update set
                identity = excluded.identity, position = excluded.position, checkpoint = excluded.checkpoint,
                tag_epoch = excluded.tag_epoch, complete = excluded.complete,
                rows = excluded.rows, bytes = excluded.bytes, missed = excluded.missed, skipped = excluded.skipped
            """].Run(out var columns);
        columns.Write(model.Name);
        columns.Write(model.Identity);
        columns.Write(model.Checkpoint.Position);
        columns.Write(model.Checkpoint.ToText());
        columns.Write(model.TagEpoch);
        columns.Write(model.IsComplete);
        columns.Write(model.Rows);
        columns.Write(model.Bytes);
        columns.Write(model.Missed);
        columns.Write(string.Join(' ', model.Skipped));
        run.Step();
    }

    private void Commit()
    {
        File["commit"].Run();
        _isInTransaction = false;
    }

    /// <summary>SQLite may have taken it back itself, after a full disk, say.</summary>
    private void Rollback()
    {
        _isInTransaction = false;
        if (raw.sqlite3_get_autocommit(File.Connection.Handle!) == 0) File["rollback"].Run();
    }

    private static ImmutableArray<long> ParsePositions(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static each => long.Parse(each, CultureInfo.InvariantCulture))];
}
