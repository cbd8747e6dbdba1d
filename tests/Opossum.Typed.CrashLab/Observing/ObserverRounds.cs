using Opossum.Typed.CrashLab.Killing;
using Opossum.Typed.CrashLab.Replay;

namespace Opossum.Typed.CrashLab.Observing;

/// <summary>
/// A writer and three observers in processes of their own are killed at random, again and again over one store. What each observer saw is
/// held to the log in the end: every event once, in order, and none that is not there any more.
/// </summary>
internal static class ObserverRounds
{
    private const int Observers = 3;

    /// <param name="store">The directory of the store; made when it is not there.</param>
    /// <param name="kills">How many times.</param>
    /// <param name="seed">Of the moments, and of what is appended.</param>
    /// <param name="output">For one line, and what is violated before it.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string store, int kills, int seed, TextWriter output)
    {
        var random = new Random(seed);
        var acks = store + ".acks";
        string[] seen = [.. Enumerable.Range(0, Observers).Select(i => $"{store}.seen{i}")];
        var (ofWriter, ofObservers, pauses) = (0, 0, 0);
        var observers = new ObserverProcess[Observers];
        var writer = await StartAsync(store, acks, seed);
        try
        {
            for (var i = 0; i < Observers; i++) observers[i] = new(store, seen[i]);
            for (var kill = 1; kill <= kills; kill++)
            {
                await Task.Delay(random.Next(20, 250));
                foreach (var observer in observers) await observer.EnsureRunningAsync();
                var which = random.Next(Observers);
                if (random.Next(12) == 0)
                {
                    await observers[which].PauseAsync(TimeSpan.FromMilliseconds(random.Next(100, 600)));
                    pauses++;
                }

                if (random.Next(2) == 0)
                {
                    await writer.KillAsync();
                    writer.Dispose();
                    writer = await StartAsync(store, acks, seed + kill);
                    ofWriter++;
                }
                else
                {
                    await observers[which].KillAsync();
                    observers[which].Dispose();
                    observers[which] = new(store, seen[which]);
                    ofObservers++;
                }
            }

            await writer.KillAsync();
        }
        catch (InvalidOperationException e)
        {
            await output.WriteAsync($"{e.Message}\nafter {ofWriter + ofObservers} of {kills} kills\n");
            return 1;
        }
        finally
        {
            writer.Dispose();
            foreach (var observer in observers) observer?.Dispose();
        }

        var verified = new StringWriter();
        var exitCode = await Verification.RunAsync(store, acks, verified);
        var ids = await IdsAsync(store);
        foreach (var path in seen)
        {
            using (var last = new ObserverProcess(store, path, ids.Length))
                if (await last.EndedAsync() is { Length: > 0 } problem) exitCode = await TellAsync(output, $"{path}: {problem}");
            if (FindDifference(SeenFile.Read(path), ids) is { } difference) exitCode = await TellAsync(output, $"{path}: {difference}");
        }

        await output.WriteAsync(
            $"killed a writer {ofWriter} times and observers {ofObservers} times, paused {pauses}; each of {Observers} observers saw "
            + $"{ids.Length} events; {verified}");
        return exitCode;
    }

    /// <summary>What is wrong with what an observer saw; null if nothing is.</summary>
    /// <param name="seen">What it saw.</param>
    /// <param name="ids">The ids of the log's events, in order.</param>
    public static string? FindDifference((long Position, Guid Id)[] seen, Guid[] ids)
    {
        for (var i = 0; i < seen.Length; i++)
        {
            if (seen[i].Position != i + 1) return $"position {seen[i].Position} was seen where {i + 1} is next";
            if (i >= ids.Length) return $"position {i + 1} was seen, and the log ends at {ids.Length}";
            if (seen[i].Id != ids[i]) return $"at position {i + 1} another event was seen than is there";
        }

        return seen.Length == ids.Length ? null : $"{seen.Length} of {ids.Length} events were seen";
    }

    private static async Task<int> TellAsync(TextWriter output, string problem)
    {
        await output.WriteLineAsync(problem);
        return 1;
    }

    private static async Task<WriterProcess> StartAsync(string store, string acks, int seed)
    {
        var writer = new WriterProcess(store, acks, seed);
        await writer.StartedAsync();
        return writer;
    }

    private static async Task<Guid[]> IdsAsync(string store)
    {
        var ids = new List<Guid>();
        await using var log = await EmbeddedEventLog.OpenAsync(store);
        using var reader = log.Read(Query.All);
        while (await reader.FillAsync())
            while (reader.TryRead(out var e)) ids.Add(e.Id);
        return [.. ids];
    }
}
