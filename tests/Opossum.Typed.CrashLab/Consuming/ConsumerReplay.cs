using Opossum.Typed.CrashLab.Race;

namespace Opossum.Typed.CrashLab.Consuming;

/// <summary>
/// Holds what was noted to the log and to what is kept: each event up to a consumer's position was handled or is parked; on a lane nothing
/// was handled before what came before it; and no event has two answers for one purpose.
/// </summary>
internal static class ConsumerReplay
{
    private static readonly string[] Consumers = ["lab-one-by-one", "lab-side-by-side", "lab-parking", "lab-deciding"];

    /// <returns>What is violated; empty if nothing is.</returns>
    public static async Task<List<string>> RunAsync(string path)
    {
        var violations = new List<string>();
        await using var store = await OpossumStore.OpenAsync(path, RaceEvents.Model);
        var lanes = new SortedDictionary<long, int>();
        var answers = new HashSet<(long, string)>();
        await foreach (var e in store.ReadAsync(Query.All))
        {
            if (e.Event is LaneUsed used) lanes.Add(e.Position, used.Lane.Value);
            if (e.Event is LaneAnswered answered && !answers.Add((answered.Position, answered.Purpose)))
                violations.Add($"position {answered.Position} has two answers for '{answered.Purpose}'");
        }

        foreach (var consumer in Consumers) await CheckAsync(store, path, consumer, lanes, violations);
        return violations;
    }

    private static async Task CheckAsync(
        OpossumStore store, string path, string consumer, SortedDictionary<long, int> lanes, List<string> violations)
    {
        await using var kept = await store.Log.ConsumerStates!.TakeAsync(consumer);
        if (kept.Saved is not { } progress) return;
        var parked = progress.Parked.Select(static each => each.Position).ToHashSet();
        var handled = new HashSet<long>();
        var before = lanes.GroupBy(static each => each.Value).ToDictionary(
            static lane => lane.Key, static lane => lane.Select(static each => each.Key).Order().ToArray());
        var next = before.ToDictionary(static lane => lane.Key, static _ => 0);
        foreach (var (position, lane) in DeliveryFile.Read(ConsumeRun.FileOf(path, consumer)))
        {
            if (!lanes.TryGetValue(position, out var truly) || truly != lane)
            {
                violations.Add($"{consumer} was given {position}, which is not an event of lane {lane}");
                continue;
            }

            handled.Add(position);
            // What was parked on this lane is never handled, and neither is what follows it.
            var order = before[lane];
            while (next[lane] < order.Length && handled.Contains(order[next[lane]])) next[lane]++;
            if (next[lane] < order.Length && order[next[lane]] < position)
                violations.Add($"{consumer} handled {position} before {order[next[lane]]} of the same lane");
        }

        foreach (var position in lanes.Keys.TakeWhile(position => position <= progress.Done.Position))
            if (!handled.Contains(position) && !parked.Contains(position))
                violations.Add($"{consumer} is at {progress.Done.Position}, and {position} is neither handled nor parked");
    }
}
