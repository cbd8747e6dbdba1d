using System.Collections.Concurrent;
using System.Diagnostics;
using Opossum.Typed.Benchmarks.Storage;
using Opossum.Typed.Benchmarks.Volume;

namespace Opossum.Typed.Benchmarks.Processes;

/// <summary>
/// What readers in other processes take away from 64 callers of a writer, beside processes that burn as much processor time and touch
/// nothing; how late they see what was acknowledged; and what publishing costs. All take turns within a round, each on a fresh store.
/// </summary>
internal sealed class ProcessesScenario(ScratchDirectory scratch, TimeSpan window, TextWriter output, TextWriter remarks)
{
    private const int Callers = 64;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    private static readonly int[] Readers = [1, 4];

    private readonly VolumeOutput _output = new("opossum", output, remarks, scenario: "processes");
    private readonly ConcurrentBag<(long Position, long At)> _acknowledged = [];

    public async Task RunAsync(int rounds)
    {
        await RateAsync("warm-up", publishes: true, [], WarmUp);
        var (publishing, reading, burning) = (new List<double>(), new List<double>[2], new List<double>[2]);
        for (var i = 0; i < Readers.Length; i++) (reading[i], burning[i]) = ([], []);
        var (latencies, processor, burned) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 1; round <= rounds; round++)
        {
            var silent = await RateAsync($"{round}-silent", publishes: false, [], window);
            var alone = await RateAsync($"{round}-alone", publishes: true, [], window);
            publishing.Add(alone / silent);
            for (var i = 0; i < Readers.Length; i++)
            {
                var store = scratch.Make($"{round}-readers-{Readers[i]}");
                await using (await EmbeddedEventLog.OpenAsync(store)) { }
                var readers = Enumerable.Range(0, Readers[i]).Select(_ => ReaderProcess.Follow(store)).ToArray();
                var (rate, events, told) = await BesideAsync(store, readers);
                reading[i].Add(rate / alone);
                processor.AddRange(told.Select(one => one.Processor.TotalMicroseconds / events));
                if (Readers[i] == 1) latencies.AddRange(Latencies(told[0].Seen));
                var share = told.Average(one => one.Processor / window);
                var burners = Enumerable.Range(0, Readers[i]).Select(_ => ReaderProcess.Burn(share)).ToArray();
                var (besideBurners, _, burnt) = await BesideAsync(scratch.Make($"{round}-burners-{Readers[i]}"), burners);
                burning[i].Add(besideBurners / alone);
                burned.Add(burnt.Average(one => one.Processor / window) / share);
            }
        }

        _output.Write("publishing-ratio", Median(publishing), "x");
        _output.Write("reader-processor", Median(processor), "us/event");
        _output.Write("burned-of-wanted", Median(burned), "x");
        _output.Write("acknowledged-seen-p50", At(latencies, 0.5), "ms");
        _output.Write("acknowledged-seen-p99", At(latencies, 0.99), "ms");
        for (var i = 0; i < Readers.Length; i++)
        {
            _output.At(Readers[i]);
            _output.Write("readers-ratio", Median(reading[i]), "x");
            _output.Write("burners-ratio", Median(burning[i]), "x");
        }
    }

    private async Task<(double Rate, long Events, (TimeSpan Processor, List<(long Position, long At)> Seen)[] Told)> BesideAsync(
        string store, ReaderProcess[] processes)
    {
        try
        {
            foreach (var process in processes) await process.StartedAsync();
            await RateAsync(store, publishes: true, [], WarmUp);
            foreach (var process in processes) await process.BeginAsync();
            var rate = await RateAsync(store, publishes: true, _acknowledged, window);
            await Task.Delay(50);           // for what is on its way
            var told = await Task.WhenAll(processes.Select(static process => process.StopAsync()));
            return (rate, (long)(rate * window.TotalSeconds), told);
        }
        finally
        {
            foreach (var process in processes) process.Dispose();
        }
    }

    private async Task<double> RateAsync(string name, bool publishes, ConcurrentBag<(long, long)> acknowledged, TimeSpan duration)
    {
        GC.Collect();           // of what the store before left behind
        acknowledged.Clear();
        var store = Path.IsPathRooted(name) ? name : scratch.Make(name);
        await using var log = await EmbeddedEventLog.OpenAsync(store, new() { PublishesHead = publishes });
        var begin = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            var appends = 0L;
            while (Stopwatch.GetElapsedTime(begin) < duration)
            {
                var appended = await log.AppendAsync([VolumeLoad.Make(caller + Callers * appends++)]);
                if (appends % 16 == 0) acknowledged.Add((appended.Last, Stopwatch.GetTimestamp()));
            }

            return appends;
        })));
        return counts.Sum() / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    /// <summary>In milliseconds; a reader that was faster than the caller's own thread counts as none.</summary>
    private IEnumerable<double> Latencies(List<(long Position, long At)> seen)
    {
        foreach (var (position, at) in _acknowledged)
        {
            var (low, high) = (0, seen.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (seen[middle].Position < position) low = middle + 1;
                else high = middle;
            }

            if (low < seen.Count) yield return Math.Max(Stopwatch.GetElapsedTime(at, seen[low].At).TotalMilliseconds, 0);
        }
    }

    private static double Median(List<double> values) => At(values, 0.5);

    private static double At(List<double> values, double part)
    {
        double[] ordered = [.. values.Order()];
        return ordered[(int)(part * (ordered.Length - 1))];
    }
}
