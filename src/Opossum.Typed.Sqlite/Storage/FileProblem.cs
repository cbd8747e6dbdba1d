using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Opossum.Typed.Sqlite;

/// <summary>Says in terms of read models why a file can't be opened.</summary>
internal static class FileProblem
{
    /// <summary>Makes the directory of a file.</summary>
    /// <exception cref="ReadModelException">It can't be made.</exception>
    public static void EnsureDirectory(string path)
    {
        if (Path.GetDirectoryName(path) is not { } directory) return;
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ReadModelException(
                $"The directory of '{path}' can't be made: {error.Message} Make it, with the right to write there, or name another file.",
                error);
        }
    }

    /// <returns>Null if the error says by itself what is wrong.</returns>
    public static ReadModelException? Find(string path, Exception error) => error switch
    {
        SqliteException { SqliteErrorCode: raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT } => new(
            $"'{path}' is damaged, or is not a SQLite file. If it held read models, delete it: they are made again from the store.",
            error),
        SqliteException { SqliteErrorCode: raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH } => new(
            $"Read models can't be written to '{path}': {Sentence(error)} Give this process the right to write the file and to make "
                + "files beside it, or name another one.",
            error),
        SqliteException { SqliteErrorCode: raw.SQLITE_FULL } => new(
            $"Read models can't be written to '{path}': the disk is full. Make room, or name a file on another disk.", error),
        SqliteException => new(
            $"Read models can't be opened in '{path}': {Sentence(error)} If a file beside it was deleted, '-wal' or '-shm', close all "
                + "programs that have it open and open it again.",
            error),
        _ => null,
    };

    private static string Sentence(Exception error) => error.Message.TrimEnd('.') + ".";
}
