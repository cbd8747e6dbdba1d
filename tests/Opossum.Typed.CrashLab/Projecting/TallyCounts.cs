using Opossum.Typed.Sqlite;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.CrashLab.Projecting;

/// <summary>The logic of tallies in this process, which counts otherwise in each revision: a mixture of two tables would show.</summary>
internal sealed class RevisedTally : ITallyVersion
{
    public static int Number => RevisedLibrary.Revision;
}

/// <summary>
/// Reads tallies again and again while they are made beside others and swapped: each page has the rows of one version, as of its position.
/// </summary>
internal sealed class TallyCounts(OpossumReader store)
{
    private readonly Dictionary<Guid, int> _counts = [];
    private long _position;

    /// <returns>What is wrong with a table of tallies; null for nothing.</returns>
    public static string? DifferenceOf(
        IEnumerable<(Guid Book, long Version, long Lent)> tallies, Dictionary<Guid, int> counts, long position)
    {
        var rows = tallies.ToArray();
        var versions = rows.Select(static row => row.Version).Distinct().ToArray();
        if (versions.Length > 1) return $"tallies of versions {string.Join(" and ", versions)} are in one table at {position}";
        if (rows.Length != counts.Count) return $"{rows.Length} tallies at {position}, not {counts.Count}";
        var wrong = rows.Count(row => counts.GetValueOrDefault(row.Book) * row.Version != row.Lent);
        return wrong == 0 ? null : $"{wrong} of {rows.Length} tallies are not what the events up to {position} make";
    }

    /// <summary>Looks until it is cancelled.</summary>
    /// <returns>How many pages were read, and what was wrong with the last one; null for nothing.</returns>
    public async Task<(int Pages, string? Difference)> LookAsync(SqliteReadModels views, CancellationToken stop)
    {
        for (var pages = 0; ; pages++)
        {
            if (stop.IsCancellationRequested) return (pages, null);
            try
            {
                var page = await views.PageAsync<Tally<RevisedTally>>($"", number: 1, size: 10_000, CancellationToken.None);
                if (page.Position < _position) return (pages, $"tallies went back from {_position} to {page.Position}");
                await CountAsync(page.Position);
                var rows = page.Items.Select(static row => (row.Book.Value, row.Version, row.Lent));
                if (DifferenceOf(rows, _counts, page.Position) is { } difference) return (pages, difference);
            }
            catch (ReadModelNotReadyException)
            {
                // They are made for the first time.
            }

            await Task.Delay(5, CancellationToken.None);
        }
    }

    private async Task CountAsync(long position)
    {
        if (position == _position) return;
        while (store.Head < position) await Task.Delay(1);          // the host that makes the rows may have read further
        await foreach (var e in store.ReadAsync(Query.All, new() { After = _position, To = position }))
            if (e.Event is BookLent lent) _counts[lent.Book.Value] = _counts.GetValueOrDefault(lent.Book.Value) + 1;
        _position = position;
    }
}
