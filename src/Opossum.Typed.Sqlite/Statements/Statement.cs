using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Opossum.Typed.CompilerServices;
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
        Check(raw.sqlite3_prepare_v3(_connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out var handle, out var rest));
        Handle = handle;
        IsWhole = string.IsNullOrWhiteSpace(rest) && !handle.IsInvalid;
    }

    public sqlite3_stmt Handle { get; }

    /// <summary>Whether the text is one statement, with nothing behind it.</summary>
    private bool IsWhole { get; }

    /// <summary>
    /// Refuses what is not one query: SQLite would leave out what is behind a semicolon, and a <c>begin</c> or a table of its own would
    /// stay with the connection, which others read by next.
    /// </summary>
    /// <exception cref="ArgumentException">It is not one statement that reads rows.</exception>
    public Statement EnsureReads() =>
        IsWhole && raw.sqlite3_stmt_readonly(Handle) != 0 && raw.sqlite3_column_count(Handle) > 0
            ? this
            : throw new ArgumentException(
                "This is not one statement that reads rows. Write one select, without a semicolon and another statement behind it.");

    /// <summary>Refuses what does not change anything, such as the end of a transaction that is not the caller's.</summary>
    /// <exception cref="ArgumentException">It is not one statement that changes something.</exception>
    public Statement EnsureChanges() => IsWhole && raw.sqlite3_stmt_readonly(Handle) == 0
        ? this
        : throw new ArgumentException(
            "This is not one statement that changes something. Write one insert, update, delete or create, without a semicolon and another "
                + "statement behind it; the transaction is not the projection's.");

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
    public long ReadNumber(ImmutableArray<object?> values, in Interrupt interrupt)
    {
        using var run = Begin(values);
        return interrupt.Step(run) ? run.Columns().ReadInteger() : 0;
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
    public sqlite3_stmt Handle => statement.Handle;

    /// <summary>Goes to the next row.</summary>
    /// <returns>False if there is none.</returns>
    public bool Step() => statement.Step();

    /// <summary>The columns of the row that it stands on.</summary>
    public StatementReader Columns() => new(statement.Handle, 0);

    /// <summary>Reads the row that it stands on.</summary>
    /// <exception cref="InvalidCastException">
    /// A column holds something that the row does not take, or there are too few or too many.
    /// </exception>
    public TRow Read<TRow>() where TRow : IRow<TRow>
    {
        var columns = Columns();
        var row = TRow.Read(ref columns);
        columns.EnsureEnd();
        return row;
    }

    public void Dispose() => statement.Reset();
}
