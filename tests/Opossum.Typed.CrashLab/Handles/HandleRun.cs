namespace Opossum.Typed.CrashLab.Handles;

/// <summary>
/// A store of many small segments, in a process that may open fewer files than it has: all of it is read, by scan and by index, verified
/// and backed up. Nothing is tried without any handle: then the runtime itself ends the process.
/// </summary>
internal sealed class HandleRun(string directory, int segments, int segmentBytes, TextWriter output)
{
    private const int Tags = 7;

    private readonly OpossumOptions _options = new() { MaxSegmentBytes = segmentBytes };
    private readonly string _store = Path.Combine(directory, "store");
    private int _failures;

    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(string directory, int segments, int segmentBytes, TextWriter output) =>
        new HandleRun(directory, segments, segmentBytes, output).RunAsync();

    private async Task<int> RunAsync()
    {
        var before = OpenHandles();
        await FillAsync();
        await using var log = await EmbeddedEventLog.OpenAsync(_store, _options);
        await ReadAsync(log);
        await VerifyAsync(log);
        var open = OpenHandles() - before;
        await BackupAsync(log);
        var files = Directory.GetFiles(Path.Combine(_store, "events")).Length + Directory.GetFiles(Path.Combine(_store, "index")).Length;
        await output.WriteLineAsync(
            $"handles: {files} files read, verified and backed up, {open} of them open afterwards; {_failures} failures");
        return _failures == 0 ? 0 : 1;
    }

    /// <summary>Each event takes more than half of a segment, so each has its own.</summary>
    private async Task FillAsync()
    {
        await using var log = await EmbeddedEventLog.OpenAsync(_store, _options);
        for (var i = 0; i < segments; i++)
            await log.AppendAsync([new EventData("filled", new byte[segmentBytes / 8 * 5], new Tag($"n:{i % Tags}"))]);
    }

    private async Task ReadAsync(EmbeddedEventLog log)
    {
        Expect(segments, await CountAsync(log, Query.All, default), "events read");
        Expect(segments, await CountAsync(log, Query.All, ReadOptions.Backwards), "events read backward");
        long tagged = 0;
        for (var tag = 0; tag < Tags; tag++) tagged += await CountAsync(log, Query.Tagged(new Tag($"n:{tag}")), default);
        Expect(segments, tagged, "events found by a tag");
    }

    private async Task VerifyAsync(EmbeddedEventLog log)
    {
        var verification = await log.VerifyAsync();
        Expect(segments, verification.Events, "events verified");
        foreach (var damage in verification.Damage) Fail(damage.ToString());
    }

    private async Task BackupAsync(EmbeddedEventLog log)
    {
        var path = Path.Combine(directory, "backup");
        Expect(segments, (await log.BackupAsync(path)).Head, "events in the backup");
        await using var backup = await EmbeddedEventLog.OpenAsync(path, _options);
        Expect(segments, await CountAsync(backup, Query.All, default), "events read from the backup");
    }

    private static async Task<long> CountAsync(EmbeddedEventLog log, Query query, ReadOptions options)
    {
        long count = 0;
        using var reader = log.Read(query, options);
        while (await reader.FillAsync())
            while (reader.TryRead(out _)) count++;
        return count;
    }

    private static int OpenHandles() => Directory.Exists("/proc/self/fd") ? Directory.GetFiles("/proc/self/fd").Length : 0;

    private void Expect(long expected, long actual, string what)
    {
        if (actual != expected) Fail($"{actual} {what} instead of {expected}");
    }

    private void Fail(string how)
    {
        _failures++;
        output.WriteLine(how);
    }
}
