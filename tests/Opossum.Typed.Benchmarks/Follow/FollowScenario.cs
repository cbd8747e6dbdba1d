using System.Diagnostics;
using Opossum.Typed.Benchmarks.Storage;
using Opossum.Typed.Benchmarks.Volume;

namespace Opossum.Typed.Benchmarks.Follow;

/// <summary>
/// What followers that wait for something else take away from one appender on disk. All numbers of followers take turns within a round,
/// each on a fresh store, so that a disturbance of the machine meets all of them; the ratios are medians of each round's own.
/// </summary>
internal sealed class FollowScenario(ScratchDirectory scratch, TimeSpan window, TextWriter output, TextWriter remarks)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.5);

    private readonly VolumeOutput _output = new("opossum", output, remarks, scenario: "follow");

    public async Task RunAsync(int[] followers, int rounds)
    {
        await RateAsync("warm-up", followers[^1], WarmUp);          // for the just-in-time compiler
        var rates = new double[followers.Length][];
        for (var i = 0; i < rates.Length; i++) rates[i] = new double[rounds];
        for (var round = 0; round < rounds; round++)
            for (var i = 0; i < followers.Length; i++)
                rates[i][round] = await RateAsync($"round-{round + 1}-{followers[i]}", followers[i], window);
        for (var i = 0; i < followers.Length; i++)
        {
            _output.At(followers[i]);
            _output.Write("appends", Median(rates[i]), "appends/s");
            _output.Write("appends-ratio", Median([.. rates[i].Zip(rates[0], static (with, without) => with / without)]), "x");
        }
    }

    private async Task<double> RateAsync(string name, int followers, TimeSpan duration)
    {
        GC.Collect();           // of what the store before left behind
        await using var log = await EmbeddedEventLog.OpenAsync(scratch.Make(name));
        using var stop = new CancellationTokenSource();
        var waits = Enumerable.Range(0, followers).Select(i => WaitAsync(log, i, stop.Token)).ToArray();
        var (begin, appends) = (Stopwatch.GetTimestamp(), 0L);
        while (Stopwatch.GetElapsedTime(begin) < duration)
            await log.AppendAsync([VolumeLoad.Make(appends++)], cancellationToken: CancellationToken.None);
        var rate = appends / Stopwatch.GetElapsedTime(begin).TotalSeconds;
        if (waits.Any(static wait => wait.IsCompleted))
            throw new InvalidOperationException("A follower got an event that it does not follow.");
        await stop.CancelAsync();
        await Task.WhenAll(waits);
        return rate;
    }

    /// <summary>Half of them wait for a tag and half for a type, of their own, that no event has.</summary>
    private static async Task WaitAsync(EmbeddedEventLog log, int number, CancellationToken stop)
    {
        using var follower = log.Follow(
            number % 2 == 0 ? Query.Tagged(new Tag($"never:{number}")) : Query.Of(new QueryItem([$"never-{number}"], [])));
        try
        {
            await follower.FillAsync(stop);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private static double Median(double[] values)
    {
        double[] ordered = [.. values.Order()];
        return ordered[ordered.Length / 2];
    }
}
