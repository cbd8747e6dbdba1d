namespace Opossum.Typed.Sqlite;

/// <summary>
/// Who keeps the read models of a file, written in the file itself. The lock beside it is what programs take turns by, and can be lost: its
/// file can be deleted, and a program that reads that file as any other loses the lock when it closes it. So whoever becomes the owner
/// writes a token, and looks in each transaction whether it is still there: of two that both think they are the owner, one writes.
/// </summary>
internal sealed class OwnerToken
{
    private const string Read = "select token from opossum_owner where id = 1";
    private const string Version = "pragma data_version";

    private readonly string _path;
    private readonly long _token = Random.Shared.NextInt64(1, long.MaxValue);
    private long _version;                  // which SQLite changes with each commit of another connection

    private OwnerToken(string path) => _path = path;

    /// <summary>Takes the place of the owner before.</summary>
    public static OwnerToken Write(SqliteFile file, string path)
    {
        var token = new OwnerToken(path);
        file.Run("begin immediate");
        file.Run("create table if not exists opossum_owner (id integer primary key check (id = 1), token integer not null)");
        file.Run($"insert or replace into opossum_owner (id, token) values (1, {token._token})");
        file.Run("commit");
        token._version = Number(file, Version);
        return token;
    }

    /// <summary>Within a transaction that writes.</summary>
    /// <exception cref="ReadModelsLockedException">Another program has become the owner.</exception>
    public void Check(SqliteFile file)
    {
        // Only where another connection has written something is it worth a look.
        var version = Number(file, Version);
        if (version == _version) return;
        if (Number(file, Read) != _token) throw ReadModelsLockedException.Lost(_path);
        _version = version;
    }

    private static long Number(SqliteFile file, string sql)
    {
        using var run = file[sql].Run(out _);
        return run.Step() ? run.Columns().ReadInteger() : 0;
    }
}
