using Opossum.Typed.Conformance.Parsing;

namespace Opossum.Typed.Conformance.Running;

/// <summary>
/// Runs a case in memory, on disk and with colliding terms: the answers may not depend on where the log lives, nor on hashes.
/// </summary>
internal static class CaseRunner
{
    /// <summary>
    /// Whether the requests of a batch meet in one commit group is a matter of chance; in so many runs it is all but certain that they do,
    /// and that they don't.
    /// </summary>
    private const int RunsOfABatch = 20;

    public static async Task<Verdict> RunAsync(VectorCase vectorCase)
    {
        var runs = vectorCase.Steps.Any(static step => step is AppendStep { Requests.Length: > 1 }) ? RunsOfABatch : 1;
        var verdict = Verdict.Passed;
        for (var i = 0; i < runs && verdict.Outcome != CaseOutcome.Failed; i++) verdict = await RunOnceAsync(vectorCase);
        return verdict;
    }

    private static async Task<Verdict> RunOnceAsync(VectorCase vectorCase)
    {
        using var memory = StorePlace.Memory();
        var inMemory = await RunAsync(vectorCase, memory);
        if (inMemory.Outcome == CaseOutcome.Failed) return inMemory;
        using var colliding = StorePlace.MemoryWithCollisions();
        var withCollisions = await RunAsync(vectorCase, colliding);
        if (withCollisions.Outcome == CaseOutcome.Failed) return withCollisions;
        using var directory = StorePlace.Directory();
        var onDisk = await RunAsync(vectorCase, directory);
        return onDisk.Outcome == CaseOutcome.Failed ? onDisk : inMemory;
    }

    private static async Task<Verdict> RunAsync(VectorCase vectorCase, StorePlace place)
    {
        var run = new CaseRun(vectorCase);
        try
        {
            await using (var log = await place.OpenAsync())
                await run.RunAsync(log);
            if (run.Verdict.Outcome == CaseOutcome.Failed) return At(place, run.Verdict);
            await using (var log = await place.OpenAsync())
                await run.RunReopenedAsync(log);
            return At(place, run.Verdict);
        }
        catch (Exception e)
        {
            return new(CaseOutcome.Failed, $"{place.Name}: line {run.Line}, expected an answer, got {e.GetType().Name}: {e.Message}", []);
        }
    }

    private static Verdict At(StorePlace place, Verdict verdict) =>
        verdict.Outcome == CaseOutcome.Failed ? verdict with { Detail = $"{place.Name}: {verdict.Detail}" } : verdict;
}
