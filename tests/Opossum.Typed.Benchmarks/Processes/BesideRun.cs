using System.Diagnostics;

namespace Opossum.Typed.Benchmarks.Processes;

/// <summary>What a process beside the writer does until its input ends; then it tells what it saw, and its processor time.</summary>
internal static class BesideRun
{
    public static async Task FollowAsync(string store, TextReader input, TextWriter output)
    {
        var seen = new List<(long Position, long At)>(1 << 20);
        await using var log = await EmbeddedEventLog.OpenReadOnlyAsync(store);
        using var follower = log.Follow(Query.All, log.Head);
        using var stop = new CancellationTokenSource();
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var following = Task.Run(async () =>
        {
            try
            {
                while (await follower.FillAsync(stop.Token))
                {
                    long last = 0;
                    while (follower.TryRead(out var e)) last = e.Position;
                    seen.Add((last, Stopwatch.GetTimestamp()));
                }
            }
            catch (OperationCanceledException)
            {
            }
        });
        await output.WriteLineAsync("following");
        await output.FlushAsync();
        await input.ReadToEndAsync();
        await stop.CancelAsync();
        await following;
        var processor = Process.GetCurrentProcess().TotalProcessorTime - before;
        foreach (var (position, at) in seen) await output.WriteLineAsync($"{position} {at}");
        await output.WriteLineAsync($"0 {processor.Ticks}");
    }

    public static async Task BurnAsync(double share, TextReader input, TextWriter output)
    {
        await output.WriteLineAsync("burning");
        await output.FlushAsync();
        var end = input.ReadToEndAsync();
        while (!end.IsCompleted)
        {
            // As a follower does: for a moment after each millisecond of sleep.
            var (begin, length) = (Stopwatch.GetTimestamp(), TimeSpan.FromMilliseconds(share / Math.Max(1 - share, 0.01)));
            while (Stopwatch.GetElapsedTime(begin) < length) Thread.SpinWait(20);
            Thread.Sleep(1);
        }

        await output.WriteLineAsync($"0 {Process.GetCurrentProcess().TotalProcessorTime.Ticks}");
    }
}
