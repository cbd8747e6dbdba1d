namespace Opossum.Typed.Sqlite;

/// <summary>By which a file is known to hold read models, and in which form.</summary>
internal static class FileFormat
{
    private const int ApplicationId = 0x4F50_534D;         // "OPSM"
    private const int Format = 2;

    /// <summary>Makes the file one of read models, or brings it to the present format.</summary>
    /// <exception cref="ReadModelException">It is something else, or of a later format.</exception>
    public static void Prepare(SqliteFile file, string path)
    {
        var format = FormatOf(file, path);
        file.Run("begin immediate");
        TableParts.Prepare(file);
        ModelRows.Prepare(file, isFormat1: format == 1);
        file.Run($"pragma application_id = {ApplicationId}");
        file.Run($"pragma user_version = {Format}");
        file.Run("commit");
    }

    /// <summary>True if it holds read models in the present format; false if its owner has yet to make them so.</summary>
    /// <exception cref="ReadModelException">It is something else, or of a later format.</exception>
    public static bool IsPrepared(SqliteFile file, string path) => FormatOf(file, path) == Format;

    /// <returns>The format; 0 for an empty file.</returns>
    private static long FormatOf(SqliteFile file, string path)
    {
        var (id, format) = (file.ReadNumber("pragma application_id"), file.ReadNumber("pragma user_version"));
        if (id != ApplicationId && (id != 0 || file.ReadNumber("select count(*) from sqlite_schema") > 0))
            throw new ReadModelException($"'{path}' is a SQLite file of something else. Name another one.");
        if (id == ApplicationId && format is not (1 or Format))
            throw new ReadModelException($"'{path}' is of format {format}, and this program knows format {Format}. Delete it if no other "
                + "program needs it: the rows are made again from the store.");
        return id == ApplicationId ? format : 0;
    }
}
