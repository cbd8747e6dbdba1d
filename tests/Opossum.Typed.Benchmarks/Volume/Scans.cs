using System.Diagnostics;

namespace Opossum.Typed.Benchmarks.Volume;

/// <summary>Reads that go through much of a store.</summary>
internal static class Scans
{
    /// <returns>How many events matched, and how many a second.</returns>
    public static async Task<(long Count, double PerSecond, double Milliseconds)> RawAsync(IEventLog log, Query query, long limit)
    {
        var (count, start) = (0L, Stopwatch.GetTimestamp());
        using var reader = log.Read(query, new() { Limit = limit });
        while (await reader.FillAsync())
            while (reader.TryRead(out _)) count++;
        var elapsed = Stopwatch.GetElapsedTime(start);
        return (count, count / elapsed.TotalSeconds, elapsed.TotalMilliseconds);
    }

    /// <returns>Events a second, decoded.</returns>
    public static async Task<double> TypedAsync(OpossumStore store, long limit)
    {
        var (count, sum, start) = (0L, 0L, Stopwatch.GetTimestamp());
        await foreach (var e in store.ReadAsync<ISale>(Query.All, new ReadOptions { Limit = limit }))
        {
            sum += e.Event.Number;
            count++;
        }

        if (sum < 0) throw new InvalidOperationException("Numbers are not negative.");
        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
