using Opossum.Typed.Conformance.Parsing;
using Opossum.Typed.Engine.Retrieval;

namespace Opossum.Typed.Conformance.Running;

/// <summary>Reads three times, as the planner likes, by index and by scan, and holds each event against what was appended.</summary>
internal static class ReadRunner
{
    private static readonly ReadStrategy[] Strategies = [ReadStrategy.Automatic, ReadStrategy.Scan];

    public static async Task<Mismatch?> RunAsync(EmbeddedEventLog log, ReadStep step, List<VectorEvent> appended)
    {
        if (step.Read.Start?.At(log.Head) > log.Head + 1) return Beyond(log, step);
        var reads = new List<Events>();
        foreach (var strategy in Strategies) reads.Add(await ReadAsync(log, step.Read, strategy));
        return Broken(reads, log, appended)
            ?? (reads[0].Positions.SequenceEqual(step.Expected) ? null : new(Listed(step.Expected), Listed(reads[0].Positions)));
    }

    /// <summary>A read that begins above the head is refused by every strategy.</summary>
    private static Mismatch? Beyond(EmbeddedEventLog log, ReadStep step)
    {
        foreach (var strategy in Strategies)
        {
            try
            {
                using var reader = log.Read(step.Read.Query, step.Read.At(log.Head), strategy);
                return new("a position above the head refused", $"a reader by {strategy}") { IsBroken = true };
            }
            catch (PositionBeyondHeadException)
            {
            }
        }

        return new(Listed(step.Expected), "a position above the head refused") { IsByDecision = true, ChangesNothing = true };
    }

    /// <summary>Everything, in both directions.</summary>
    public static async Task<Mismatch?> ReadAllAsync(EmbeddedEventLog log, List<VectorEvent> appended) =>
        await ReadAllAsync(log, appended, backward: false) ?? await ReadAllAsync(log, appended, backward: true);

    private static Task<Mismatch?> ReadAllAsync(EmbeddedEventLog log, List<VectorEvent> appended, bool backward)
    {
        var positions = Enumerable.Range(1, appended.Count).Select(static i => (long)i);
        return RunAsync(
            log, new(0, Profile.Core, new(Query.All, null, null, backward, null), [.. backward ? positions.Reverse() : positions]),
            appended);
    }

    private static async Task<Events> ReadAsync(EmbeddedEventLog log, ReadRequest read, ReadStrategy strategy)
    {
        var events = new List<SequencedEvent>();
        using var reader = log.Read(read.Query, read.At(log.Head), strategy);
        while (await reader.FillAsync())
            while (reader.TryRead(out var e)) events.Add(e.ToSequencedEvent());
        return new(strategy, reader.Head, events);
    }

    /// <summary>What no store may get wrong, whatever was asked.</summary>
    private static Mismatch? Broken(List<Events> reads, EmbeddedEventLog log, List<VectorEvent> appended)
    {
        foreach (var read in reads)
        {
            if (read.Head != log.Head) return new($"head {log.Head} with a read", $"head {read.Head}") { IsBroken = true };
            if (!read.Positions.SequenceEqual(reads[0].Positions))
                return new("the same by every strategy", $"{Listed(reads[0].Positions)} by {reads[0].Strategy}, {Listed(read.Positions)} "
                    + $"by {read.Strategy}")
                {
                    IsBroken = true,
                };
            foreach (var e in read.All)
                if (e.Position < 1 || e.Position > appended.Count || !appended[(int)e.Position - 1].IsStoredAs(e))
                    return new(
                        $"event {e.Position} as it was appended",
                        $"'{e.Type}' [{string.Join(", ", e.Tags.Select(static tag => tag.Text))}]")
                    {
                        IsBroken = true,
                    };
        }

        return null;
    }

    private static string Listed(IEnumerable<long> positions) => $"[{string.Join(", ", positions)}]";

    private sealed record Events(ReadStrategy Strategy, long Head, List<SequencedEvent> All)
    {
        public IEnumerable<long> Positions => All.Select(static e => e.Position);
    }
}
