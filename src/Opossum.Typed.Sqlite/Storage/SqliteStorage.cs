using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Opossum.Typed.CompilerServices;
using SQLitePCL;

namespace Opossum.Typed.Sqlite;

/// <summary>One file: the tables of the models, and <c>opossum_models</c>, which has how far each is.</summary>
internal sealed class SqliteStorage(string path) : ReadModelStorage
{
    private readonly Dictionary<(string Model, bool IsBeside), SqliteTable> _tables = [];
    private OwnerLock? _lock;
    private SqliteFile? _file;
    private OwnerToken? _token;
    private SqliteOnlooker? _onlooker;          // while another program keeps the file
    private bool _isInTransaction;

    public override string Place => path;

    public override string FilePath => Path.GetFullPath(path);

    private SqliteFile File => _file ?? throw new InvalidOperationException("The file is not open.");

    public override ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        FileProblem.EnsureDirectory(FilePath);
        _lock = OwnerLock.Take(path);
        try
        {
            _file = SqliteFile.OpenOwner(path);
            FileFormat.Prepare(_file, path);
            _token = OwnerToken.Write(_file, path);
            _onlooker?.Dispose();
            _onlooker = null;
            return default;
        }
        catch
        {
            Close();
            throw;
        }
    }

    public override ValueTask<StoredReadModels?> ObserveAsync() => new((_onlooker ??= new(path)).Look());

    public override RowTable<TRow, TKey> OpenTable<TRow, TKey>(ReadModelShape shape) =>
        Open<TRow, TKey>(shape, shape.Name, isBeside: false);

    public override RowTable<TRow, TKey> OpenBeside<TRow, TKey>(ReadModelShape shape) =>
        Open<TRow, TKey>(shape, SqliteTable.BesideOf(shape.Name), isBeside: true);

    public override ProjectionTables<TSession> OpenProjection<TSession>(ReadModelShape shape, bool isBeside)
    {
        var name = isBeside ? SqliteTable.BesideOf(shape.Name) : shape.Name;
        var table = new SqliteTable(shape, name, hasIndexes: true);
        if (new SqliteProjection(this, File, table) is not ProjectionTables<TSession> tables)
            return base.OpenProjection<TSession>(shape, isBeside);
        _tables[(shape.Name, isBeside)] = table;
        return tables;
    }

    public override StoredReadModel? FindBeside(ReadModelShape shape) => FindStored(SqliteTable.BesideOf(shape.Name)) is { } found
        ? found with { Name = shape.Name, IsBeside = true }
        : null;

    public StoredReadModel? FindStored(string table) => ModelRows.Find(File, table);

    /// <summary>What is stored of a table that was opened; null for nothing.</summary>
    public StoredReadModel? FindStored(SqliteTable table) => FindStored(table.Sql.Name) is { } stored
        ? stored with { Name = table.Shape.Name, IsBeside = table.Sql.Name != table.Shape.Name }
        : null;

    /// <summary>Makes a table of rows, empty.</summary>
    public void ResetRows(SqliteTable table) => Reset(table, () =>
    {
        File.Run(table.Sql.Create);
        if (table.Sql.Links is { } links) File.Run(links.Create);
        TableIndexes.Create(File, table, isUnique: true);
    });

    /// <summary>Makes a table again.</summary>
    /// <param name="table">The table.</param>
    /// <param name="create">Makes it; it is not there.</param>
    public void Reset(SqliteTable table, Action create) => Change(() =>
    {
        TableMoves.Drop(File, table.Sql.Name);
        create();
        table.HasIndexes = false;
    });

    public override ValueTask BeginAsync()
    {
        Begin();
        return default;
    }

    public override ValueTask CommitAsync(IReadOnlyList<StoredReadModel> models)
    {
        foreach (var model in models)
        {
            var table = _tables[(model.Name, model.IsBeside)];
            ModelRows.Write(File, table.Sql.Name, model);
            if (model.IsComplete && !table.HasIndexes) TableIndexes.Create(File, table, isUnique: false);
        }

        Commit();
        foreach (var model in models)
            if (model.IsComplete) _tables[(model.Name, model.IsBeside)].HasIndexes = true;
        return default;
    }

    public override ValueTask SwapAsync(StoredReadModel model, bool keepsOld)
    {
        var (table, kept) = (_tables[(model.Name, true)], SqliteTable.KeptOf(model.Name));
        Change(() =>
        {
            TableMoves.Drop(File, kept);
            TableMoves.Rename(File, model.Name, kept);
            TableMoves.Rename(File, table.Sql.Name, model.Name);
            ModelRows.Write(File, model.Name, model);
        });
        table.TakePlace();
        _tables[(model.Name, false)] = table;
        _tables.Remove((model.Name, true));

        // Not within the swap: of a large table it takes a while, and the rows that replace it can be read.
        try
        {
            if (!keepsOld) Change(() => TableMoves.Drop(File, kept));
        }
        catch (SqliteException)
        {
            // The rows are swapped all the same. What is left is an orphan until the next swap.
        }

        return default;
    }

    public override ValueTask TakeBackAsync(ReadModelShape shape)
    {
        var (kept, beside) = (SqliteTable.KeptOf(shape.Name), SqliteTable.BesideOf(shape.Name));
        if (FindStored(kept) is not { } stored || stored.Identity != shape.Identity) return default;
        if (FindStored(beside)?.Identity == shape.Identity) return default;
        Change(() =>
        {
            TableMoves.Drop(File, beside);
            TableMoves.Rename(File, kept, beside);
            TableIndexes.Create(File, new(shape, beside, hasIndexes: false), isUnique: true);
            ModelRows.Write(File, beside, stored with { IsComplete = false });          // the other indexes follow once it has caught up
        });
        return default;
    }

    public override ValueTask<ImmutableArray<OrphanedTable>> ListOrphansAsync()
    {
        var used = _tables.Values.Select(static table => table.Sql.Name).ToHashSet(StringComparer.Ordinal);
        return new([.. ModelRows.All(File).Where(row => !used.Contains(row.Name)).Select(static row =>
            new OrphanedTable(row.Name, row.Checkpoint.Position, row.Rows, row.Bytes))]);
    }

    public override ValueTask DropOrphanAsync(string table)
    {
        Change(() => TableMoves.Drop(File, table));
        return default;
    }

    public override ValueTask RollbackAsync()
    {
        if (_isInTransaction) Rollback();
        return default;
    }

    public override ValueTask DisposeAsync()
    {
        Close();
        _onlooker?.Dispose();
        _onlooker = null;
        return default;
    }

    private SqliteRowTable<TRow, TKey> Open<TRow, TKey>(ReadModelShape shape, string name, bool isBeside)
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
    {
        var table = new SqliteTable(shape, name, hasIndexes: FindStored(name) is { IsComplete: true });
        _tables[(shape.Name, isBeside)] = table;
        return new(this, File, table);
    }

    private void Close()
    {
        _file?.Dispose();
        _lock?.Dispose();
        (_file, _lock, _isInTransaction) = (null, null, false);
        _tables.Clear();
    }

    /// <summary>Does something in a transaction of its own.</summary>
    private void Change(Action change)
    {
        Begin();
        try
        {
            change();
            Commit();
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    private void Begin()
    {
        File["begin immediate"].Run();
        _isInTransaction = true;
        try
        {
            _token!.Check(File);
        }
        catch
        {
            Rollback();
            throw;
        }
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
}
