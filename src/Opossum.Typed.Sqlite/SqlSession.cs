using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Opossum.Typed.CompilerServices;
using SQLitePCL;

namespace Opossum.Typed.Sqlite;

/// <summary>
/// What the handlers of a projection run statements by, in the transaction that also stores how far the projection is. Used by the handler
/// that got it, and not after it has returned.
/// </summary>
/// <example>
/// <code>
/// static void On(CourseRenamed e, SqlSession sql) =>
///     sql.Run($"update {sql.Table} set title = {e.Title} where course = {e.Course}");
/// </code>
/// </example>
public sealed class SqlSession
{
    private readonly SqliteFile _file;
    private readonly SqliteTable _table;

    internal SqlSession(SqliteFile file, SqliteTable table) => (_file, _table) = (file, table);

    /// <summary>The table: another one while it is made beside the one that is read.</summary>
    public SqlName Table => new(_table.Sql.Name);

    /// <summary>A further table.</summary>
    /// <param name="name">One of <see cref="ProjectionAttribute.Parts"/>.</param>
    /// <exception cref="ArgumentException">The projection has no such table.</exception>
    public SqlName Part(string name) => _table.Shape.Parts.Contains(name)
        ? new(TableParts.NameOf(_table.Sql.Name, name))
        : throw new ArgumentException($"The projection '{_table.Shape.Name}' does not declare a table '{name}'.", nameof(name));

    /// <summary>
    /// A name for an index, which no other index has: that of a table which is read keeps its name while another table is made beside it.
    /// </summary>
    /// <param name="name">What the name ends with.</param>
    public SqlName Index(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var plain = $"{_table.Shape.Name}_{name}";
        var free = plain;
        for (var i = 1; TableIndexes.TableOf(_file, free) is not null; i++) free = $"opossum_{i}_{plain}";
        return new(free);
    }

    /// <summary>Runs a statement that changes something.</summary>
    /// <returns>How many rows it has changed, inserted or deleted.</returns>
    /// <exception cref="ArgumentException">It is not one statement, or one that begins or ends a transaction.</exception>
    /// <exception cref="RowRefusedException">SQLite refuses it: the projection stops before the event.</exception>
    public int Run(Sql statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        var prepared = Prepare(statement).EnsureChanges();
        try
        {
            using var run = prepared.Begin(statement.Values);
            while (run.Step())
            {
            }

            return raw.sqlite3_changes(_file.Connection.Handle!);
        }
        catch (SqliteException error) when (IsRefusal(error))
        {
            throw Refused(error, Said(error));
        }
    }

    /// <summary>Reads rows, as the statements before have left them.</summary>
    /// <exception cref="ArgumentException">It is not one statement that reads rows.</exception>
    /// <exception cref="RowRefusedException">SQLite refuses it: the projection stops before the event.</exception>
    public ImmutableArray<TRow> Read<TRow>(Sql statement) where TRow : IRow<TRow>
    {
        ArgumentNullException.ThrowIfNull(statement);
        var prepared = Prepare(statement);
        try
        {
            using var interrupt = _file.InterruptBy(CancellationToken.None);
            return SqliteReaders.ReadAll<TRow>(prepared, statement.Values, interrupt);
        }
        catch (SqliteException error) when (IsRefusal(error))
        {
            throw Refused(error, Said(error));
        }
    }

    private Statement Prepare(Sql statement)
    {
        try
        {
            return _file[statement.Text];
        }
        catch (SqliteException error) when (IsRefusal(error))
        {
            throw Refused(error, error.Message);            // of the text alone
        }
    }

    /// <summary>True if the statement is to blame, and would be refused again.</summary>
    private static bool IsRefusal(SqliteException error) => error.SqliteErrorCode
        is raw.SQLITE_ERROR or raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG or raw.SQLITE_RANGE;

    /// <summary>
    /// What SQLite says when it runs a statement can quote a value, such as that of a query of full text or of a trigger. Of a constraint
    /// it says the name.
    /// </summary>
    private static string Said(SqliteException error) =>
        error.SqliteErrorCode == raw.SQLITE_CONSTRAINT && error.SqliteExtendedErrorCode != raw.SQLITE_CONSTRAINT_TRIGGER
            ? error.Message
            : $"{raw.sqlite3_errstr(error.SqliteErrorCode).utf8_to_string()} ({error.SqliteExtendedErrorCode}). The inner exception says "
                + "more.";

    private RowRefusedException Refused(SqliteException error, string said) =>
        new($"SQLite refuses a statement of the projection '{_table.Shape.Name}': {said}", error);
}
