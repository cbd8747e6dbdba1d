namespace Opossum.Typed.Sqlite;

/// <summary>
/// Looks at a file that another program keeps: what is stored of its models, if that has changed. Used by one caller at a time.
/// </summary>
internal sealed class SqliteOnlooker(string path) : IDisposable
{
    private SqliteFile? _file;
    private long _version = -1;             // which SQLite changes with each commit of another connection

    /// <returns>What is stored, all of one moment; null if nothing has changed.</returns>
    /// <exception cref="ReadModelException">It is a file of something else, damaged, or of a later format.</exception>
    public StoredReadModels? Look()
    {
        try
        {
            if (_file is null && !File.Exists(path)) return new([], generation: 0);            // it is about to be made
            _file ??= SqliteFile.OpenReader(path);
            var version = NumberOf(_file, "pragma data_version");
            if (version == _version) return null;
            _file["begin"].Run();
            try
            {
                if (!FileFormat.IsPrepared(_file, path)) return new([], generation: 0);
                var stored = new StoredReadModels([.. ModelRows.All(_file)], NumberOf(_file, "pragma schema_version"));
                _version = version;
                return stored;
            }
            finally
            {
                _file["commit"].Run();
            }
        }
        catch (Exception error)
        {
            Dispose();
            if (FileProblem.Find(path, error) is { } problem) throw problem;
            throw;
        }
    }

    public void Dispose()
    {
        _file?.Dispose();
        (_file, _version) = (null, -1);
    }

    private static long NumberOf(SqliteFile file, string pragma)
    {
        using var run = file[pragma].Run(out _);
        return run.Step() ? run.Columns().ReadInteger() : 0;
    }
}
