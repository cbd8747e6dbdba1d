using Microsoft.Data.Sqlite;

namespace Opossum.Typed.Sqlite.Tests;

/// <summary>A directory for the file of one test, deleted at its end.</summary>
internal sealed class ViewsFolder : IDisposable
{
    public string Directory { get; } = TestDisk.NewDirectory();

    public string Path => System.IO.Path.Combine(Directory, "views.db");

    /// <summary>As a kill would leave it: a copy of the files while they are open.</summary>
    public ViewsFolder Crash()
    {
        var copy = new ViewsFolder();
        foreach (var file in (string[])["views.db", "views.db-wal"])
            if (File.Exists(System.IO.Path.Combine(Directory, file)))
                File.Copy(System.IO.Path.Combine(Directory, file), System.IO.Path.Combine(copy.Directory, file));
        return copy;
    }

    /// <summary>Reads a value as any tool does.</summary>
    public object? Read(string sql, params (string Name, object Value)[] parameters)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        SqliteReadModels.AddCollations(connection);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        return command.ExecuteScalar();
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
