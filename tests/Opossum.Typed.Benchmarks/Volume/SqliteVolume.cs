using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Opossum.Typed.Benchmarks.Volume;

/// <summary>
/// The same events in SQLite, up to a size that is bearable: appends of one event in a transaction of its own under synchronous=FULL, and
/// the reads of an entity.
/// </summary>
internal sealed class SqliteVolume : IDisposable
{
    private const int FillTransaction = 4096;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _begin, _commit, _event, _tag, _find, _entity, _scan;
    private readonly string _directory;
    private long _head;

    public SqliteVolume(string directory)
    {
        _directory = directory;
        _connection = new(
            new SqliteConnectionStringBuilder { DataSource = Path.Combine(directory, "events.db"), Pooling = false }.ToString());
        _connection.Open();
        Execute("""
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            CREATE TABLE events (position INTEGER PRIMARY KEY, type TEXT NOT NULL, time INTEGER NOT NULL, payload BLOB NOT NULL);
            CREATE TABLE tags (tag TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (tag, position)) WITHOUT ROWID;
            """);
        _begin = Prepare("BEGIN IMMEDIATE");
        _commit = Prepare("COMMIT");
        _event = Prepare("INSERT INTO events VALUES ($a, $b, $c, $d)", "$a", "$b", "$c", "$d");
        _tag = Prepare("INSERT INTO tags VALUES ($a, $b)", "$a", "$b");
        _find = Prepare("SELECT max(position) FROM tags WHERE tag = $a AND position > $b", "$a", "$b");
        _entity = Prepare("SELECT e.position, e.type, e.payload FROM tags t JOIN events e ON e.position = t.position WHERE t.tag = $a "
            + "ORDER BY t.position", "$a");
        _scan = Prepare("SELECT position, type, payload FROM events ORDER BY position LIMIT $a", "$a");
    }

    public void Measure(IReadOnlyList<long> sizes, TimeSpan window, VolumeOutput output)
    {
        foreach (var size in sizes)
        {
            while (_head < size) Transaction((int)Math.Min(FillTransaction, size - _head), isConditional: false);
            output.At(size);
            output.Write("entity-warm", EntityWarm(), "us");
            output.Write("scan-raw", Scan(), "events/s");
            output.Write("append-1x1-conditional", Append(window), "events/s");
            Execute("PRAGMA wal_checkpoint(TRUNCATE)");
            output.Write("log-bytes", new DirectoryInfo(_directory).EnumerateFiles().Sum(static file => file.Length) / 1e6, "MB");
        }
    }

    public void Dispose()
    {
        foreach (var command in new[] { _begin, _commit, _event, _tag, _find, _entity, _scan }) command.Dispose();
        _connection.Dispose();
    }

    private double Append(TimeSpan window)
    {
        var (before, start) = (_head, Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(start) < window) Transaction(1, isConditional: true);
        return (_head - before) / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private void Transaction(int events, bool isConditional)
    {
        _begin.ExecuteNonQuery();
        for (var i = 0; i < events; i++)
        {
            var number = _head++;
            if (isConditional && Bind(_find, VolumeLoad.Unique(number), 0L).ExecuteScalar() is long)
                throw new InvalidOperationException("The condition refused.");
            Bind(
                _event, _head, VolumeLoad.TypeOf(number), TimeProvider.System.GetUtcNow().UtcTicks,
                VolumeLoad.Payload(number)).ExecuteNonQuery();
            Bind(_tag, VolumeLoad.FirstTag(number), _head).ExecuteNonQuery();
            Bind(_tag, VolumeLoad.Customer(number), _head).ExecuteNonQuery();
        }

        _commit.ExecuteNonQuery();
    }

    private double EntityWarm()
    {
        var few = Math.Min(1000, VolumeLoad.WholeEntities(_head));
        var rounds = new double[9];
        for (var round = -1; round < rounds.Length; round++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < 2000; i++)
            {
                using var reader = Bind(_entity, VolumeLoad.Entity(i % few)).ExecuteReader();
                var count = 0;
                while (reader.Read()) count += reader.GetFieldValue<byte[]>(2).Length > 0 ? 1 : 0;
                if (count != VolumeLoad.EventsOfEntity) throw new InvalidOperationException($"Entity {i % few} has {count} events.");
            }

            if (round >= 0) rounds[round] = Stopwatch.GetElapsedTime(start).TotalMicroseconds / 2000;
        }

        Array.Sort(rounds);
        return rounds[rounds.Length / 2];
    }

    private double Scan()
    {
        var (count, start) = (0L, Stopwatch.GetTimestamp());
        using var reader = Bind(_scan, 1_000_000L).ExecuteReader();
        while (reader.Read()) count += reader.GetFieldValue<byte[]>(2).Length > 0 ? 1 : 0;
        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private void Execute(string text)
    {
        using var command = new SqliteCommand(text, _connection);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Prepare(string text, params ReadOnlySpan<string> parameters)
    {
        var command = new SqliteCommand(text, _connection);
        foreach (var name in parameters) command.Parameters.Add(new() { ParameterName = name, Value = 0L });
        command.Prepare();
        return command;
    }

    private static SqliteCommand Bind(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        return command;
    }
}
