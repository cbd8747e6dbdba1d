
namespace Opossum.Typed.CrashLab.Replay;

/// <summary>Asks the index for what the walk over the whole log has counted: forwards, all positions; backwards, the newest.</summary>
internal static class IndexCheck
{
    /// <summary>Where there are more combinations of types and tags, evenly spread ones are asked for.</summary>
    private const int MostQueries = 2000;

    /// <returns>How many queries were asked.</returns>
    public static async Task<int> RunAsync(IEventLog log, MatchHistory history, Violations violations)
    {
        var (asked, number, step) = (0, 0, Math.Max(1, history.Combinations / MostQueries));
        foreach (var (query, expected) in history.All)
        {
            if (number++ % step != 0) continue;
            asked++;
            var found = await ReadAsync(log, query, ReadOptions.Forward);
            if (found != expected)
                violations.Add($"index: {QueryText.Of(query)} finds {found.Count} events up to position {found.Newest}; "
                    + $"the log has {expected.Count} up to {expected.Newest}.");
            var last = await ReadAsync(log, query, ReadOptions.Backwards with { Limit = 1 });
            if (last.Newest != expected.Newest)
                violations.Add($"index: {QueryText.Of(query)} backwards begins at position {last.Newest}; "
                    + $"the newest in the log is {expected.Newest}.");
        }

        return asked;
    }

    private static async Task<Matches> ReadAsync(IEventLog log, Query query, ReadOptions options)
    {
        var matches = default(Matches);
        using var reader = log.Read(query, options);
        while (await reader.FillAsync())
            while (reader.TryRead(out var e)) matches = matches.With(e.Position);
        return matches;
    }
}
