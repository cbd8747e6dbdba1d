using System.Collections.Immutable;
using System.Text;
using Microsoft.Data.Sqlite;
using Opossum.Typed.Sqlite;

namespace Opossum.Typed.CrashLab.Projecting;

/// <summary>
/// A SQLite file and its journal, copied and read by SQLite alone: the file itself stays as a kill has left it.
/// </summary>
internal sealed class SqliteCopy : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("opossum-lab-copy-");
    private readonly SqliteConnection _connection;

    /// <param name="path">The file.</param>
    /// <param name="isOpen">True if another program has it open: SQLite makes the copy. False to copy its files as they lie there.</param>
    public SqliteCopy(string path, bool isOpen = false)
    {
        var copy = Path.Combine(_folder.FullName, "copy.db");
        if (isOpen) CopyOpen(path, copy);
        else
            foreach (var suffix in (string[])["", "-wal", "-journal"])
                if (File.Exists(path + suffix)) File.Copy(path + suffix, copy + suffix);
        _connection = new(new SqliteConnectionStringBuilder { DataSource = copy, Pooling = false }.ToString());
        _connection.Open();
        SqliteReadModels.AddCollations(_connection);
    }

    /// <summary>What SQLite finds wrong with the file; <c>ok</c> if nothing.</summary>
    public string Integrity => string.Join("; ", Read("pragma integrity_check(3)").Select(static row => (string)row[0]));

    /// <summary>What is stored of each model.</summary>
    public Dictionary<string, StoredTable> Tables()
    {
        if (!Has("opossum_models")) return [];
        return Read("select cast(name as blob), position, complete, rows from opossum_models").ToDictionary(
            static row => Encoding.UTF8.GetString((byte[])row[0]),
            static row => new StoredTable((long)row[1], (long)row[2] == 1, (long)row[3]));
    }

    /// <summary>The rows of a table, in the order of their texts.</summary>
    /// <param name="table">The table.</param>
    /// <param name="place">What it is called; its own name if null.</param>
    public ImmutableArray<string> RowsOf(LabTable table, string? place = null)
    {
        place ??= table.Name;
        if (!Has(place)) return [];
        var columns = table.Columns.Select(static name => $"case typeof({name}) when 'text' then cast({name} as blob) else {name} end");
        return [.. Read($"select {string.Join(", ", columns)} from {place}").Select(TextOf).Order(StringComparer.Ordinal)];
    }

    /// <summary>The tallies of a table: of each book, the version that has counted it, and what it has counted.</summary>
    public IEnumerable<(Guid Book, long Version, long Lent)> Tallies(string place) => !Has(place) ? [] :
        Read($"select book, version, lent from {place}").Select(static row => (Guid.Parse((string)row[0]), (long)row[1], (long)row[2]));

    public void Dispose()
    {
        _connection.Dispose();
        _folder.Delete(recursive: true);
    }

    private static void CopyOpen(string path, string copy)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, Mode = SqliteOpenMode.ReadOnly }.ToString());
        connection.Open();
        SqliteReadModels.AddCollations(connection);
        using var vacuum = new SqliteCommand("vacuum into $copy", connection);
        vacuum.Parameters.AddWithValue("$copy", copy);
        vacuum.ExecuteNonQuery();
    }

    private static string TextOf(object[] row)
    {
        var columns = new ColumnTexts();
        foreach (var value in row) columns.AddStored(value);
        return columns.Text;
    }

    private bool Has(string table) => (long)Read($"select count(*) from sqlite_schema where name = '{table}'").Single()[0] == 1;

    private IEnumerable<object[]> Read(string sql)
    {
        using var command = new SqliteCommand(sql, _connection);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            yield return row;
        }
    }
}

/// <summary>What a file has of a model beside its rows.</summary>
/// <param name="Position">Every event up to here is to be in the rows, and none after it.</param>
/// <param name="IsComplete">True if it had caught up once.</param>
/// <param name="Rows">How many rows it says that there are.</param>
internal readonly record struct StoredTable(long Position, bool IsComplete, long Rows);
