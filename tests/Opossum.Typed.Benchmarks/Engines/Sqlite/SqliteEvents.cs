using Microsoft.Data.Sqlite;
using Opossum.Typed.Benchmarks.Load;

namespace Opossum.Typed.Benchmarks.Engines.Sqlite;

/// <summary>
/// Two tables for what opossum stores: events by position, and positions by tag. The index of tags is the tags table itself; there is none
/// of types, which spares SQLite some work.
/// </summary>
internal sealed class SqliteEvents : IDisposable
{
    private const string Schema = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        CREATE TABLE events (
            position INTEGER PRIMARY KEY, id BLOB NOT NULL, time INTEGER NOT NULL, type TEXT NOT NULL, version INTEGER NOT NULL,
            payload BLOB NOT NULL);
        CREATE TABLE tags (tag TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (tag, position)) WITHOUT ROWID;
        """;

    private readonly SqliteConnection _connection;
    private readonly Statement _begin, _commit, _insertEvent, _insertTag, _find;
    private readonly byte[] _id = new byte[16];
    private long _head;

    public SqliteEvents(string path)
    {
        _connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _connection.Open();
        using (var schema = new SqliteCommand(Schema, _connection)) schema.ExecuteNonQuery();
        _begin = new(_connection, "BEGIN IMMEDIATE");
        _commit = new(_connection, "COMMIT");
        _insertEvent = new(
            _connection, "INSERT INTO events VALUES ($position, $id, $time, $type, 1, $payload)", "$position", "$id", "$time", "$type",
            "$payload");
        _insertTag = new(_connection, "INSERT INTO tags VALUES ($tag, $position)", "$tag", "$position");
        _find = new(_connection, "SELECT max(position) FROM tags WHERE tag = $tag AND position > $after", "$tag", "$after");
    }

    public void Begin() => _begin.Execute();

    public void Commit() => _commit.Execute();

    /// <returns>The position of the last event.</returns>
    /// <exception cref="InvalidOperationException">The condition refused, which the load does not provoke.</exception>
    public long Append(WorkEvent[] events, long? guardAfter)
    {
        if (guardAfter is { } after && _find.Scalar(OrderTag(events[0]), after) is long conflict)
            throw new InvalidOperationException($"The event at {conflict} refuses the append.");
        foreach (var e in events)
        {
            Random.Shared.NextBytes(_id);
            _insertEvent.Execute(++_head, _id, TimeProvider.System.GetUtcNow().UtcTicks, e.Type, e.Payload);
            _insertTag.Execute(OrderTag(e), _head);
            _insertTag.Execute($"customer:{e.Customer.Value}", _head);
        }

        return _head;
    }

    public void Dispose()
    {
        foreach (var statement in new[] { _begin, _commit, _insertEvent, _insertTag, _find }) statement.Dispose();
        _connection.Dispose();
    }

    private static string OrderTag(in WorkEvent e) => $"order:{e.Order.Value}";

    /// <summary>A prepared statement with its parameters in order.</summary>
    private sealed class Statement : IDisposable
    {
        private readonly SqliteCommand _command;

        public Statement(SqliteConnection connection, string text, params ReadOnlySpan<string> parameters)
        {
            _command = new(text, connection);
            foreach (var name in parameters) _command.Parameters.Add(new() { ParameterName = name, Value = 0L });
            _command.Prepare();
        }

        public void Execute(params ReadOnlySpan<object> values) => Bind(values).ExecuteNonQuery();

        public object? Scalar(params ReadOnlySpan<object> values) => Bind(values).ExecuteScalar();

        public void Dispose() => _command.Dispose();

        private SqliteCommand Bind(ReadOnlySpan<object> values)
        {
            for (var i = 0; i < values.Length; i++) _command.Parameters[i].Value = values[i];
            return _command;
        }
    }
}
