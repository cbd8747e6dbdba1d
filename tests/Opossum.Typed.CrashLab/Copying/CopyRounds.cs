using System.Diagnostics;

namespace Opossum.Typed.CrashLab.Copying;

/// <summary>
/// Copies the directory of a store again and again while tasks append to it, which nobody should do: files are copied one after the other,
/// and chunk by chunk. Each copy must be refused, or open with all that it had, without a gap, up to an event that is at least as new as
/// what was acknowledged before.
/// </summary>
internal sealed class CopyRounds(string directory, TextWriter output)
{
    private const int Appenders = 4;

    private static readonly OpossumOptions Options = new() { MaxSegmentBytes = 1 << 20 };

    private readonly string _store = Path.Combine(directory, "store");
    private readonly string _copy = Path.Combine(directory, "copy");
    private long _acknowledged;

    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(string directory, int copies, TextWriter output) => new CopyRounds(directory, output).RunAsync(copies);

    private async Task<int> RunAsync(int copies)
    {
        var (opened, refused, broken) = (0, 0, 0);
        for (var i = 0; i < copies; i++)
        {
            var acknowledged = await CopyUnderLoadAsync();
            try
            {
                await using var copy = await EmbeddedEventLog.OpenAsync(_copy, Options);
                if (await ProblemOfAsync(copy, acknowledged) is { } problem)
                {
                    broken++;
                    await output.WriteLineAsync($"copy {i + 1}: {problem}");
                }

                opened++;
            }
            catch (StoreException e) when (e is StoreDamagedException or StoreFormatException)
            {
                refused++;
            }

            Directory.Delete(_copy, recursive: true);
            Directory.Delete(_store, recursive: true);
        }

        await output.WriteLineAsync(
            $"copied: {copies} copies under load, {refused} refused, {opened} opened, {broken} of them without events before their head");
        return broken == 0 ? 0 : 1;
    }

    /// <returns>The last position that was acknowledged before the copy began.</returns>
    private async Task<long> CopyUnderLoadAsync()
    {
        using var stop = new CancellationTokenSource();
        await using var log = await EmbeddedEventLog.OpenAsync(_store, Options);
        _acknowledged = 0;
        var appenders = Enumerable.Range(0, Appenders).Select(number => Task.Run(() => AppendAsync(log, number, stop.Token))).ToArray();
        while (Volatile.Read(ref _acknowledged) < 2_000) await Task.Delay(1);
        var acknowledged = Volatile.Read(ref _acknowledged);
        using (var copying = Process.Start(new ProcessStartInfo("cp", ["-r", _store, _copy]) { RedirectStandardError = true })!)
        {
            await copying.StandardError.ReadToEndAsync();           // of files that are renamed meanwhile
            await copying.WaitForExitAsync();
        }

        await stop.CancelAsync();
        await Task.WhenAll(appenders);
        return acknowledged;
    }

    private async Task AppendAsync(EmbeddedEventLog log, int number, CancellationToken stop)
    {
        var random = new Random(number);
        while (!stop.IsCancellationRequested)
        {
            var e = new EventData("appended", new byte[random.Next(100, 20_000)], new Tag($"by:{number}"));
            var appended = await log.AppendAsync([e], cancellationToken: CancellationToken.None);           // each answer counts
            for (var seen = Volatile.Read(ref _acknowledged); appended.Last > seen;)
            {
                var before = Interlocked.CompareExchange(ref _acknowledged, appended.Last, seen);
                if (before == seen) break;
                seen = before;
            }
        }
    }

    private static async Task<string?> ProblemOfAsync(EmbeddedEventLog copy, long acknowledged)
    {
        if (copy.Head < acknowledged) return $"ends at {copy.Head}, and {acknowledged} was acknowledged before it was made";
        long position = 0;
        try
        {
            using var reader = copy.Read(Query.All);
            while (await reader.FillAsync())
            {
                while (reader.TryRead(out var e))
                    if (e.Position != ++position) return $"has {e.Position} in the place of {position}";
            }
        }
        catch (StoreDamagedException e)
        {
            return $"can't be read behind {position}: {e.Message}";
        }

        return position == copy.Head ? null : $"has {position} events, and its head is {copy.Head}";
    }
}
