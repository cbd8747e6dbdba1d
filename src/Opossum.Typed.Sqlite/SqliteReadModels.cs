using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.Sqlite;

/// <summary>
/// Read models in a SQLite file: rows and checkpoint in one transaction, so that each event is in the rows exactly once. One program keeps
/// the file; any number of readers, in this process and others, wait for nobody and hold up nobody. The file is derived: it can be deleted
/// while it is closed, and the rows are made again from the store.
/// </summary>
/// <example>
/// <code>
/// await using var views = await SqliteReadModels.OpenAsync("./data/views.db", store, Courses.ReadModels);
/// CourseCard? card = await views.FindAsync(CourseCard.At(course));
/// await foreach (var free in views.QueryAsync&lt;CourseCard>($"where full = {false} order by title")) Console.WriteLine(free.Title);
/// </code>
/// </example>
public sealed class SqliteReadModels : ReadModels, ISqlReadModels
{
    private readonly string _path;
    private readonly SqliteReaders _readers;
    private readonly ConcurrentDictionary<ReadModelShape, TableSql> _tables = new();

    private SqliteReadModels(string path, OpossumReader store, ReadModelSet models, ReadModelOptions? options)
        : base(store, models, new SqliteStorage(path), options) => (_path, _readers) = (path, new(path));

    /// <summary>Opens the file, or makes it, begins to follow a store, and waits as the options say.</summary>
    /// <param name="path">The file. <c>-wal</c>, <c>-shm</c> and <c>-owner</c> beside it belong to it.</param>
    /// <param name="store">The store.</param>
    /// <param name="models">The models: the generated <c>ReadModels</c> of your class with <see cref="EventModelAttribute"/>.</param>
    /// <param name="options">The defaults when null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or a model has an event that the store does not know.</exception>
    /// <exception cref="ReadModelsLockedException">The file is kept by somebody else.</exception>
    /// <exception cref="ReadModelHistoryException">Its rows are of another history, and the options say to refuse them.</exception>
    /// <exception cref="ReadModelException">The file holds something else, or rows can't be written.</exception>
    public static async ValueTask<SqliteReadModels> OpenAsync(
        string path, OpossumReader store, ReadModelSet models, ReadModelOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var views = new SqliteReadModels(path, store, models, options);
        try
        {
            await views.OpenAsync(cancellationToken).ConfigureAwait(false);
            return views;
        }
        catch (Exception error)
        {
            await views.DisposeAsync().ConfigureAwait(false);
            if (FileProblem.Find(path, error) is { } problem) throw problem;
            throw;
        }
    }

    /// <summary>
    /// Lets a connection of your own compare decimals, by the collation <c>decimal</c> of their columns. Connections of EF Core and Dapper
    /// need it to compare or to order by such a column.
    /// </summary>
    /// <param name="connection">The connection.</param>
    public static void AddCollations(SqliteConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        connection.CreateCollation("decimal", ColumnText.CompareDecimals);
    }

    /// <summary>Opens a connection that only reads, for what this class does not offer. Dispose it before this.</summary>
    public SqliteConnection OpenConnection()
    {
        _readers.ThrowIfClosed();
        return SqliteFile.OpenReader(_path).Connection;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<TRow> QueryAsync<TRow>(Sql rest, CancellationToken cancellationToken = default)
        where TRow : class, IReadModel<TRow>
    {
        ArgumentNullException.ThrowIfNull(rest);
        EnsureReady<TRow>();
        return _readers.ReadAsync<TRow>(TableOf<TRow>().From + rest.Text, rest.Values, GuardOf<TRow>(), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<ReadModelPage<TRow>> PageAsync<TRow>(
        Sql rest, int number, int size, CancellationToken cancellationToken = default)
        where TRow : class, IReadModel<TRow>
    {
        ArgumentNullException.ThrowIfNull(rest);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        EnsureReady<TRow>();
        var (table, values) = (TableOf<TRow>(), rest.Values);
        return new(_readers.ReadMoment(GuardOf<TRow>(), (reader, interrupt) =>
        {
            var position = reader[table.Position].ReadNumber([], interrupt);
            var total = reader[$"{table.Count}{rest.Text})"].EnsureReads().ReadNumber(values, interrupt);
            var items = SqliteReaders.ReadAll<TRow>(
                reader[$"{table.From}{rest.Text} limit ? offset ?"], [.. values, (long)size, (long)(number - 1) * size], interrupt);
            return new ReadModelPage<TRow>(items, number, size, total, position);
        }, cancellationToken));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<(ImmutableArray<TRow> Rows, long Position)> WatchAsync<TRow>(
        Sql rest, CancellationToken cancellationToken = default)
        where TRow : class, IReadModel<TRow>
    {
        ArgumentNullException.ThrowIfNull(rest);
        var (table, text, values) = (TableOf<TRow>(), rest.Text, rest.Values);
        var watched = WatchRowsAsync<TRow, (ImmutableArray<TRow>, long, UInt128)>(
            stop => new(_readers.ReadMoment(GuardOf<TRow>(), (reader, interrupt) =>
            {
                var hash = new ColumnHash();
                var position = reader[table.Position].ReadNumber([], interrupt);
                return (SqliteReaders.ReadAll<TRow>(reader[table.From + text], values, interrupt, hash), position, hash.Value);
            }, stop)),
            static (left, right) => left.Item3 == right.Item3,
            cancellationToken);
        return WithoutHash(watched, CancellationToken.None);          // the loop's own token comes with its enumerator
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<TRow> SelectAsync<TRow>(Sql statement, CancellationToken cancellationToken = default) where TRow : IRow<TRow>
    {
        ArgumentNullException.ThrowIfNull(statement);
        EnsureReady();
        return _readers.ReadAsync<TRow>(statement.Text, statement.Values, GuardOfAll(), cancellationToken);
    }

    /// <inheritdoc/>
    public override IAsyncEnumerable<TRow> AllAsync<TRow>(CancellationToken cancellationToken = default)
    {
        EnsureReady<TRow>();
        return _readers.ReadAsync<TRow>(TableOf<TRow>().From, [], GuardOf<TRow>(), cancellationToken);
    }

    /// <summary>Stores how far the models are, and closes the file. The store stays open.</summary>
    public override async ValueTask DisposeAsync()
    {
        _readers.Dispose();
        await base.DisposeAsync().ConfigureAwait(false);        // the owner last: it tidies up the journal
    }

    /// <inheritdoc/>
    protected override ValueTask<(TRow? Row, long Position)> FindRowAsync<TRow, TKey>(
        RowKey<TRow, TKey> key, CancellationToken cancellationToken)
        where TRow : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        var table = TableOf<TRow>();
        if (GuardOf<TRow>() is { } guard)
            return new(_readers.ReadMoment(guard, (file, _) => Find<TRow, TKey>(file, table, key), cancellationToken));
        var reader = _readers.Rent();
        try
        {
            return new(Find<TRow, TKey>(reader, table, key));
        }
        finally
        {
            _readers.Return(reader);
        }
    }

    private static (TRow? Row, long Position) Find<TRow, TKey>(SqliteFile file, TableSql table, RowKey<TRow, TKey> key)
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
    {
        using var find = file[table.Find].Run(out var columns);
        TRow.WriteKey(key.Value, ref columns);
        if (!find.Step()) return default;           // nothing was committed yet
        var found = find.Columns();
        var position = found.ReadInteger();
        return (found.ReadBoolean() ? TRow.Read(ref found) : null, position);
    }

    /// <summary>Of this program's own rows it is known what can be read; those that another one keeps are others at any time.</summary>
    private Action<SqliteFile>? GuardOf<TRow>() where TRow : class, IReadModel<TRow> =>
        IsOwner ? null : file => EnsureReady<TRow>(ModelRows.Find(file, ReadModelShape.Of<TRow>().Name));

    private Action<SqliteFile>? GuardOfAll() =>
        IsOwner ? null : file => EnsureReady(new StoredReadModels([.. ModelRows.All(file)], generation: 0));

    private static async IAsyncEnumerable<(ImmutableArray<TRow> Rows, long Position)> WithoutHash<TRow>(
        IAsyncEnumerable<(ImmutableArray<TRow> Rows, long Position, UInt128 Hash)> watched,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var (rows, position, _) in watched.WithCancellation(cancellationToken).ConfigureAwait(false))
            yield return (rows, position);
    }

    private TableSql TableOf<TRow>() where TRow : class, IReadModel<TRow> =>
        _tables.GetOrAdd(ReadModelShape.Of<TRow>(), static shape => new(shape, shape.Name));
}
