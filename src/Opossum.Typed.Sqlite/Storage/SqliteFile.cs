using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Opossum.Typed.Sqlite;

/// <summary>A connection with its prepared statements. Used by one caller at a time.</summary>
internal sealed class SqliteFile : IDisposable
{
    private const int MaxStatements = 256;

    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    private SqliteFile(SqliteConnection connection) => Connection = connection;

    public SqliteConnection Connection { get; }

    /// <summary>The connection of the owner, which writes.</summary>
    public static SqliteFile OpenOwner(string path)
    {
        var file = Open(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            // A commit that is not flushed can be lost in a power cut, rows and checkpoint together, and is made again from the log.
            file.Run("pragma journal_mode = wal");
            file.Run("pragma synchronous = normal");
            file.Run("pragma cache_size = -16384");
            file.Run("pragma journal_size_limit = 67108864");
            file.Run("pragma wal_autocheckpoint = 4000");
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>A connection that only reads.</summary>
    public static SqliteFile OpenReader(string path) => Open(path, SqliteOpenMode.ReadOnly);

    /// <summary>A statement, prepared once.</summary>
    public Statement this[string sql]
    {
        get
        {
            if (_statements.TryGetValue(sql, out var statement)) return statement;
            if (_statements.Count >= MaxStatements) Forget();
            return _statements[sql] = new(Connection, sql);
        }
    }

    /// <summary>Ends what runs here when the token is cancelled, until it is disposed.</summary>
    public Interrupt InterruptBy(CancellationToken cancellationToken) => new(Connection.Handle!, cancellationToken);

    /// <summary>Runs a statement once.</summary>
    public void Run(string sql)
    {
        using var statement = new Statement(Connection, sql);
        statement.Run();
    }

    /// <summary>Reads a number.</summary>
    public long ReadNumber(string sql)
    {
        using var statement = new Statement(Connection, sql);
        using var run = statement.Run(out _);
        return run.Step() ? run.Columns().ReadInteger() : 0;
    }

    public void Dispose()
    {
        Forget();
        Connection.Dispose();
    }

    private static SqliteFile Open(string path, SqliteOpenMode mode)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString();
        var file = new SqliteFile(new(text));
        try
        {
            file.Connection.Open();
            AddCollation(file.Connection);
            file.Run("pragma busy_timeout = 5000");
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>As <see cref="SqliteReadModels.AddCollations"/>, without strings: it sorts the indexes of whole tables.</summary>
    private static void AddCollation(SqliteConnection connection) => raw.sqlite3__create_collation_utf8(
        connection.Handle!, "decimal", null, static (_, left, right) => ColumnText.CompareDecimals(left, right));

    private void Forget()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        _statements.Clear();
    }
}
