using Opossum.Typed.Benchmarks.Load;
using Opossum.Typed.Benchmarks.Measure;

namespace Opossum.Typed.Benchmarks.Engines.Sqlite;

/// <summary>
/// The same events in SQLite, set up as well as it can be: write-ahead log, synchronous=FULL, prepared statements, one writer thread with a
/// queue before it, so that no connection ever waits for another's lock. With several appends a transaction, as many appenders are there to
/// fill it.
/// </summary>
internal sealed class SqliteEngine(string name, int appendsPerTransaction) : IEngine
{
    public string Name => name;

    public LoadShape Adjust(LoadShape load) => load with { Appenders = Math.Max(load.Appenders, appendsPerTransaction) };

    public async Task<Sample> RunAsync(string directory, LoadShape load)
    {
        Sample sample;
        await using (var writer = new SqliteWriter(new SqliteEvents(Path.Combine(directory, "events.db")), appendsPerTransaction))
            sample = await ClosedLoop.RunAsync(writer, load);
        // Closing has moved everything from the write-ahead log to the database.
        var bytes = new DirectoryInfo(directory).EnumerateFiles().Sum(static file => file.Length);
        return sample with { BytesPerEvent = bytes / (double)Math.Max(1, sample.Events) };
    }
}
