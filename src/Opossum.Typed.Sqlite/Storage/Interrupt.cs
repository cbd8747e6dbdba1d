using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Opossum.Typed.Sqlite;

/// <summary>Ends statements of a connection that are running when a token is cancelled; SQLite looks at it between its own steps.</summary>
internal readonly struct Interrupt(sqlite3 connection, CancellationToken cancellationToken) : IDisposable
{
    private readonly CancellationTokenRegistration _registration =
        cancellationToken.UnsafeRegister(static handle => raw.sqlite3_interrupt((sqlite3)handle!), connection);

    /// <summary>Goes to the next row.</summary>
    /// <returns>False if there is none.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public bool Step(in StatementRun run)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return run.Step();
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_INTERRUPT && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
    }

    /// <summary>Waits for the interruption, if it is under way, so that it does not meet the next statement.</summary>
    public void Dispose() => _registration.Dispose();
}
