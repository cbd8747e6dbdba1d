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
    public async IAsyncEnumerable<TRow> ReadAsync<TRow>(
        string sql, ImmutableArray<object?> values, [EnumeratorCancellation] CancellationToken cancellationToken)
        where TRow : IRow<TRow>
    {
        var reader = Rent();
        try
        {
            using var select = reader[sql].EnsureReads().Begin(values);
            using var interrupt = reader.InterruptBy(cancellationToken);
            while (interrupt.Step(select)) yield return select.Read<TRow>();
        }
        finally
        {
            Return(reader);
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <summary>Reads all rows of a statement at once.</summary>
    public static ImmutableArray<TRow> ReadAll<TRow>(Statement statement, ImmutableArray<object?> values, in Interrupt interrupt)
        where TRow : IRow<TRow>
    {
        using var select = statement.EnsureReads().Begin(values);
        var rows = ImmutableArray.CreateBuilder<TRow>();
        while (interrupt.Step(select)) rows.Add(select.Read<TRow>());
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
