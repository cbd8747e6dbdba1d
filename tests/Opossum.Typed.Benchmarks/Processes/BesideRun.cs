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
        await input.ReadLineAsync();            // by then its code is compiled
        var before = Environment.CpuUsage.TotalTime;
        await input.ReadToEndAsync();
        await stop.CancelAsync();
        await following;
        var processor = Environment.CpuUsage.TotalTime - before;
        foreach (var (position, at) in seen) await output.WriteLineAsync($"{position} {at}");
        await output.WriteLineAsync($"0 {processor.Ticks}");
    }

    public static async Task BurnAsync(double share, TextReader input, TextWriter output)
    {
        await output.WriteLineAsync("burning");
        await output.FlushAsync();
        await input.ReadLineAsync();
        var (begin, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var end = Task.Run(input.ReadToEnd);            // the console's reader would block in ReadToEndAsync
        while (!end.IsCompleted)
        {
            // By what was really burned: on a busy machine it has to be made up for what others took, as a follower does.
            while (Environment.CpuUsage.TotalTime - before < share * Stopwatch.GetElapsedTime(begin)) Thread.SpinWait(500);
            Thread.Sleep(1);
        }

        await output.WriteLineAsync($"0 {(Environment.CpuUsage.TotalTime - before).Ticks}");
    }
}
