namespace Opossum.Typed.Sqlite;

/// <summary>The tables of a projection, for its fold.</summary>
internal sealed class SqliteProjection(SqliteStorage storage, SqliteFile file, SqliteTable table) : ProjectionTables<SqlSession>
{
    public override StoredReadModel? Stored => storage.FindStored(table);

    public override SqlSession Session { get; } = new(file, table);

    public override ValueTask ResetAsync(Action<SqlSession> create)
    {
        storage.Reset(table, () =>
        {
            create(Session);
            TableParts.Note(file, table);
        });
        return default;
    }
}
