using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Opossum.Typed.Sqlite;

/// <summary>
/// A prepared statement, below ADO.NET: parameters are bound from bytes and columns read as bytes, without an object for each. Used by one
/// caller at a time.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _connection;

    public Statement(SqliteConnection connection, string sql)
    {
        _connection = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(_connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out var handle));
        Handle = handle;
    }

    public sqlite3_stmt Handle { get; }

    /// <summary>Begins a run, which is to be disposed.</summary>
    /// <param name="parameters">Takes the parameters, from the first one on.</param>
    public StatementRun Run(out StatementWriter parameters)
    {
        parameters = new(this);
        return new(this);
    }

    /// <summary>Begins a run with values of <see cref="Sql.Values"/>.</summary>
    public StatementRun Begin(ImmutableArray<object?> values)
    {
        var run = Run(out var parameters);
        foreach (var value in values) parameters.WriteValue(value);
        return run;
    }

    /// <summary>Reads the number that is the first column of the first row; 0 if there is no row.</summary>
    public long ReadNumber(ImmutableArray<object?> values)
    {
        using var run = Begin(values);
        return run.Step() ? run.Columns().ReadInteger() : 0;
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>False if there is none.</returns>
    public bool Step()
    {
        var rc = raw.sqlite3_step(Handle);
        if (rc == raw.SQLITE_ROW) return true;
        if (rc == raw.SQLITE_DONE) return false;
        var error = new SqliteException(raw.sqlite3_errmsg(_connection).utf8_to_string(), rc & 0xFF, rc);
        Reset();
        throw error;
    }

    /// <summary>Ends a run, so that the statement can be run again.</summary>
    public void Reset() => raw.sqlite3_reset(Handle);

    /// <summary>Runs the statement to its end, with the parameters that are bound.</summary>
    public void Run()
    {
        while (Step())
        {
        }

        Reset();
    }

    public void Check(int rc)
    {
        if (rc != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(rc, _connection);
    }

    public void Dispose() => Handle.Dispose();
}

/// <summary>A run of a statement. Without its end, the statement could not be run again.</summary>
internal readonly struct StatementRun(Statement statement) : IDisposable
{
    /// <summary>Goes to the next row.</summary>
    /// <returns>False if there is none.</returns>
    public bool Step() => statement.Step();

    /// <summary>The columns of the row that it stands on.</summary>
    public StatementReader Columns() => new(statement.Handle, 0);

    public void Dispose() => statement.Reset();
}
