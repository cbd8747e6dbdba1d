namespace Opossum.Typed.CrashLab.Observing;

/// <summary>Follows a store that another process writes, and writes down each event, until it is killed or has seen enough.</summary>
internal static class ObserveRun
{
    /// <summary>After so many events the index is asked, and compared with what was seen.</summary>
    private const int AskedEvery = 20_000;

    /// <summary>How many of the newest events the index is asked about.</summary>
    private const int Asked = 2_000;

    /// <param name="store">The directory of the store.</param>
    /// <param name="seen">The file with what was seen.</param>
    /// <param name="until">The position to stop at.</param>
    /// <param name="output">For one line once it follows.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string store, string seen, long until, TextWriter output)
    {
        using var file = new SeenFile(seen);
        await using var log = await EmbeddedEventLog.OpenReadOnlyAsync(store, new() { WaitForStore = TimeSpan.FromMinutes(1) });
        using var follower = log.Follow(Query.All, file.Last);
        await output.WriteLineAsync($"observing after position {file.Last}");
        await output.FlushAsync();
        var ask = file.Last + 1;
        while (file.Last < until && await follower.FillAsync())
        {
            while (follower.TryRead(out var e)) file.Add(e.Position, e.Id);
            file.Save();
            if (file.Last < ask) continue;
            ask = file.Last + AskedEvery;
            if (await FindDifferenceAsync(log, file.Last) is not { } difference) continue;
            await Console.Error.WriteLineAsync(difference);
            return 1;
        }

        return 0;
    }

    /// <summary>Compares what the index finds among the newest events with a look at all of them.</summary>
    private static async Task<string?> FindDifferenceAsync(ReadOnlyEventLog log, long head)
    {
        var byType = new Dictionary<string, List<long>>(StringComparer.Ordinal);
        var range = new ReadOptions { After = Math.Max(head - Asked, 0), To = head };
        foreach (var (position, type) in await ReadAsync(log, Query.All, range))
        {
            if (!byType.TryGetValue(type, out var positions)) byType.Add(type, positions = []);
            positions.Add(position);
        }

        foreach (var (type, expected) in byType)
        {
            var found = await ReadAsync(log, Query.Of(new QueryItem([type], [])), range);
            if (!found.Select(static e => e.Position).SequenceEqual(expected))
                return $"the index finds {found.Count} events of type {type} after {range.After}, there are {expected.Count}";
        }

        return null;
    }

    private static async Task<List<(long Position, string Type)>> ReadAsync(ReadOnlyEventLog log, Query query, ReadOptions options)
    {
        var events = new List<(long, string)>();
        using var reader = log.Read(query, options);
        while (await reader.FillAsync())
            while (reader.TryRead(out var e)) events.Add((e.Position, e.TypeName));
        return events;
    }
}
