using Microsoft.Data.Sqlite;

namespace Opossum.Typed.Benchmarks.ReadModels;

/// <summary>
/// The same rows as one writes them without read models: a prepared statement for each event, a transaction for a thousand, the position in
/// it.
/// </summary>
internal sealed class HandWritten : IDisposable
{
    private const int EventsInTransaction = 1000;

    private static readonly Query Handled = 
        Query.Of<CourseOpened>() | Query.Of<CourseTitled>() | Query.Of<SeatTaken>() | Query.Of<SeatFreed>() | Query.Of<BundleSold>();

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _open;
    private readonly SqliteCommand _title;
    private readonly SqliteCommand _seat;
    private readonly SqliteCommand _bundle;
    private readonly SqliteCommand _position;

    private HandWritten(string file)
    {
        _connection = new($"Data Source={file};Pooling=false");
        _connection.Open();
        using (var make = _connection.CreateCommand())
        {
            make.CommandText = """
                pragma journal_mode = wal; pragma synchronous = normal; pragma cache_size = -32768; pragma wal_autocheckpoint = 4000;
                create table cards (course text primary key, title text not null, capacity integer not null, taken integer not null,
                    full integer not null, bundles integer not null) without rowid;
                create index cards_full on cards (full);
                create table checkpoint (id integer primary key, position integer not null)
                """;
            make.ExecuteNonQuery();
        }

        _open = Prepare("insert into cards values ($a, $b, $c, 0, 0, 0) on conflict do update set title = excluded.title", 3);
        _title = Prepare("update cards set title = $b where course = $a", 2);
        _seat = Prepare("update cards set taken = taken + $b, full = taken + $b >= capacity where course = $a", 2);
        _bundle = Prepare("update cards set bundles = bundles + 1 where course = $a", 1);
        _position = Prepare("insert into checkpoint values (1, $a) on conflict do update set position = excluded.position", 1);
    }

    public static async Task CatchUpAsync(OpossumStore store, string file)
    {
        using var table = new HandWritten(file);
        SqliteTransaction? transaction = null;
        var count = 0;
        await foreach (var e in store.ReadAsync(Handled))
        {
            transaction ??= table.Begin();
            table.Apply(e.Event);
            if (++count % EventsInTransaction != 0) continue;
            table.Commit(transaction, e.Position);
            transaction = null;
        }

        if (transaction is not null) table.Commit(transaction, store.Head);
    }

    public void Dispose()
    {
        foreach (var command in (SqliteCommand[])[_open, _title, _seat, _bundle, _position]) command.Dispose();
        _connection.Dispose();
    }

    private SqliteTransaction Begin()
    {
        var transaction = _connection.BeginTransaction();
        foreach (var command in (SqliteCommand[])[_open, _title, _seat, _bundle, _position]) command.Transaction = transaction;
        return transaction;
    }

    private void Commit(SqliteTransaction transaction, long position)
    {
        Run(_position, position);
        transaction.Commit();
        transaction.Dispose();
    }

    private void Apply(IEvent e)
    {
        switch (e)
        {
            case CourseOpened opened: Run(_open, $"{opened.Course.Value}", opened.Title, opened.Capacity); break;
            case CourseTitled titled: Run(_title, $"{titled.Course.Value}", titled.Title); break;
            case SeatTaken taken: Run(_seat, $"{taken.Course.Value}", 1); break;
            case SeatFreed freed: Run(_seat, $"{freed.Course.Value}", -1); break;
            case BundleSold sold:
                foreach (var course in sold.Courses.Distinct()) Run(_bundle, $"{course.Value}");
                break;
        }
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++) command.Parameters.AddWithValue($"${(char)('a' + i)}", "");
        command.Prepare();
        return command;
    }
}
