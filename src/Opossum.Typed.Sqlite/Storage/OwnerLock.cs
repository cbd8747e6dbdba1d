using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Opossum.Typed.Sqlite;

/// <summary>
/// Who keeps the read models of a file: the one that holds an exclusive transaction on an empty database beside it. The system ends that
/// with the process, however the process ends, and readers of the file are not concerned.
/// </summary>
internal sealed class OwnerLock : IDisposable
{
    private const string Suffix = "-owner";

    private readonly SqliteConnection _connection;

    private OwnerLock(SqliteConnection connection) => _connection = connection;

    /// <exception cref="ReadModelsLockedException">Somebody else holds it.</exception>
    public static OwnerLock Take(string path)
    {
        // By whatever name somebody opens the file, it is one.
        var file = new FileInfo(path) is { LinkTarget: not null } link
            ? link.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path
            : path;
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file + Suffix, Pooling = false, DefaultTimeout = 0 }.ToString());
        try
        {
            connection.Open();
            Run(connection, "pragma busy_timeout = 0");
            Run(connection, "pragma journal_mode = memory");
            Run(connection, "begin exclusive");
            return new(connection);
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode == raw.SQLITE_BUSY)
        {
            connection.Dispose();
            throw new ReadModelsLockedException(path);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Dispose() => _connection.Dispose();

    private static void Run(SqliteConnection connection, string sql)
    {
        using var statement = new Statement(connection, sql);
        statement.Run();
    }
}
