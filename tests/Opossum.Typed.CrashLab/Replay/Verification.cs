using Opossum.Typed.CrashLab.Acks;

namespace Opossum.Typed.CrashLab.Replay;

/// <summary>Opens a store that a writer left and holds it to the writer's answers.</summary>
internal static class Verification
{
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string store, string acks, TextWriter output)
    {
        var answers = AckLines.Read(acks);
        var acknowledged = answers.Acknowledged.Count;
        var replay = new LogReplay(answers);
        var queries = 0;
        var cut = 0L;
        try
        {
            // Opening would make it.
            if (!Directory.Exists(store)) throw new IOException($"There is no store at {store}.");
            await using var log = await EmbeddedEventLog.OpenAsync(store);
            cut = log.Recovery.CutBytes;
            await ReplayAsync(log, replay);
            queries = await IndexCheck.RunAsync(log, replay.History, replay.Violations);
        }
        catch (Exception e) when (e is StoreException or IOException)
        {
            replay.Violations.Add($"the store can't be read: {e.Message}");
        }

        replay.End();
        var violations = replay.Violations;
        foreach (var violation in violations.Named) await output.WriteLineAsync(violation);
        if (violations.Count > violations.Named.Count)
            await output.WriteLineAsync($"... and {violations.Count - violations.Named.Count} more");
        await output.WriteLineAsync(
            $"verified: {acknowledged} acknowledged, {replay.Present} present, {replay.Lost} lost, {violations.Count} violations; "
            + $"{replay.History.Head} events in {replay.Appends} appends "
            + $"({replay.Unacknowledged} unacknowledged), {replay.Conditional} conditions, {answers.Refused.Count} refusals, "
            + $"{queries} queries of the index, {answers.Runs.Count} runs, {answers.TornLines} torn lines, {cut} bytes cut");
        return violations.Count == 0 ? 0 : 1;
    }

    public static async Task ReplayAsync(IEventLog log, LogReplay replay)
    {
        using var reader = log.Read(Query.All);
        while (await reader.FillAsync())
            while (reader.TryRead(out var e)) replay.Add(e);
    }
}
