using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.Sqlite;

/// <summary>The connections that read a file: as many as were needed at the same time. For any thread.</summary>
internal sealed class SqliteReaders(string path) : IDisposable
{
    private readonly ConcurrentBag<SqliteFile> _idle = [];
    private volatile bool _isClosed;

    /// <summary>A connection, to be returned.</summary>
    /// <exception cref="ObjectDisposedException">The read models were closed.</exception>
    public SqliteFile Rent()
    {
        ThrowIfClosed();
        return _idle.TryTake(out var reader) ? reader : SqliteFile.OpenReader(path);
    }

    public void ThrowIfClosed() => ObjectDisposedException.ThrowIf(_isClosed, typeof(SqliteReadModels));

    public void Return(SqliteFile reader)
    {
        _idle.Add(reader);
        if (_isClosed) DisposeIdle();           // what was rented while the others were disposed of
    }

    /// <summary>Reads rows. One statement is of one moment. While it is enumerated, the file's journal can't be tidied up.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="values">Its parameters.</param>
    /// <param name="guard">Looks, at the same moment, whether the rows can be read; null if that is known.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    public async IAsyncEnumerable<TRow> ReadAsync<TRow>(
        string sql, ImmutableArray<object?> values, Action<SqliteFile>? guard,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where TRow : IRow<TRow>
    {
        var reader = Rent();
        try
        {
            if (guard is not null) reader["begin"].Run();
            try
            {
                guard?.Invoke(reader);
                using var select = reader[sql].EnsureReads().Begin(values);
                using var interrupt = reader.InterruptBy(cancellationToken);
                while (interrupt.Step(select)) yield return select.Read<TRow>();
            }
            finally
            {
                if (guard is not null) reader["commit"].Run();
            }
        }
        finally
        {
            Return(reader);
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <summary>Reads by several statements, all of one moment.</summary>
    /// <param name="guard">Looks whether the rows can be read; null if that is known.</param>
    /// <param name="read">Reads, without waiting for anything else.</param>
    /// <param name="cancellationToken">Ends the statement that is running.</param>
    public TResult ReadMoment<TResult>(
        Action<SqliteFile>? guard, Func<SqliteFile, Interrupt, TResult> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var reader = Rent();
        try
        {
            reader["begin"].Run();
            try
            {
                guard?.Invoke(reader);
                using var interrupt = reader.InterruptBy(cancellationToken);
                return read(reader, interrupt);
            }
            finally
            {
                reader["commit"].Run();
            }
        }
        finally
        {
            Return(reader);
        }
    }

    /// <summary>Reads all rows of a statement at once.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="values">Its parameters.</param>
    /// <param name="interrupt">Ends it.</param>
    /// <param name="hash">Gets their columns; null for nothing.</param>
    public static ImmutableArray<TRow> ReadAll<TRow>(
        Statement statement, ImmutableArray<object?> values, in Interrupt interrupt, ColumnHash? hash = null)
        where TRow : IRow<TRow>
    {
        using var select = statement.EnsureReads().Begin(values);
        var rows = ImmutableArray.CreateBuilder<TRow>();
        while (interrupt.Step(select))
        {
            hash?.Add(select);
            rows.Add(select.Read<TRow>());
        }

        return rows.DrainToImmutable();
    }

    public void Dispose()
    {
        _isClosed = true;
        DisposeIdle();
    }

    private void DisposeIdle()
    {
        while (_idle.TryTake(out var reader)) reader.Dispose();
    }
}
