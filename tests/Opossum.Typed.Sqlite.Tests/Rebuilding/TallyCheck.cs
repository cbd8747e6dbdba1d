using Microsoft.Data.Sqlite;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Sqlite.Tests.Rebuilding;

/// <summary>Holds what a reader has seen of the tallies to the log: the rows of one version, all of them, as of their position.</summary>
internal static class TallyCheck
{
    /// <summary>Reads as any tool does, in one transaction.</summary>
    /// <param name="folder">Where the file is.</param>
    /// <param name="log">The log.</param>
    /// <param name="version">The version that the rows are to be of; null for any.</param>
    /// <param name="isNew">True if the table may not be there yet.</param>
    /// <returns>What is wrong; null if nothing is.</returns>
    public static string? Look(
        ViewsFolder folder, IReadOnlyList<SequencedEvent<IEvent>> log, long? version = null, bool isNew = false)
    {
        using var connection = new SqliteConnection($"Data Source={folder.Path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var transaction = connection.BeginTransaction(deferred: true);
        using var command = new SqliteCommand("select position from opossum_models where name = 'tallies'", connection, transaction);
        if (command.ExecuteScalar() is not long position) return isNew ? null : "there is no table";
        command.CommandText = "select lower(book), version, lent from tallies";
        using var reader = command.ExecuteReader();
        var rows = new List<(string Book, long Version, long Lent)>();
        while (reader.Read()) rows.Add((reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2)));
        return Differences(rows, log, position, version);
    }

    /// <summary>Reads a page by the read models, which are of one moment.</summary>
    public static async Task<string?> LookAsync<TVersion>(
        SqliteReadModels views, IReadOnlyList<SequencedEvent<IEvent>> log, long? version = null)
        where TVersion : ITallyVersion
    {
        try
        {
            var page = await views.PageAsync<Tally<TVersion>>($"", number: 1, size: 1_000);
            var rows = page.Items.Select(static row => (row.Book.Value.ToString(), row.Version, row.Lent));
            return Differences(rows, log, page.Position, version);
        }
        catch (ReadModelNotReadyException)
        {
            return version is null ? null : "it can't be read";
        }
    }

    private static string? Differences(
        IEnumerable<(string Book, long Version, long Lent)> rows, IReadOnlyList<SequencedEvent<IEvent>> log, long position, long? version)
    {
        var read = rows.ToDictionary(static row => row.Book, StringComparer.Ordinal);
        var versions = read.Values.Select(static row => row.Version).Distinct().ToArray();
        if (versions.Length > 1) return $"rows of versions {string.Join(" and ", versions)} in one table";
        if (version is { } wanted && versions is [var only] && only != wanted) return $"rows of version {only}, not {wanted}";
        var counts = log.Where(e => e.Position <= position).Select(static e => e.Event).OfType<BookLent>()
            .CountBy(static e => e.Book.Value.ToString()).ToDictionary(StringComparer.Ordinal);
        if (counts.Count != read.Count) return $"{read.Count} rows at {position}, not {counts.Count}";
        var wrong = counts.FirstOrDefault(each => !read.TryGetValue(each.Key, out var row) || row.Lent != each.Value * row.Version);
        return wrong.Key is { } book
            ? $"the row of {book} at {position} is not what {counts[book]} loans make: {read.GetValueOrDefault(book)}"
            : null;
    }
}
