namespace Opossum.Typed;

/// <summary>
/// The reads that go on behind kept states: up to one head, and of one tag epoch. A struct, since most decisions have one read and every
/// decision on a kept boundary comes through here.
/// </summary>
/// <param name="First">The first read.</param>
/// <param name="Others">The reads behind it; empty as a rule.</param>
internal readonly record struct KeptReads(EventReader First, EventReader?[] Others) : IDisposable
{
    public int Count => 1 + Others.Length;

    public long Head => First.Head;

    public long TagEpoch => First.TagEpoch;

    public EventReader this[int index] => index == 0 ? First : Others[index - 1]!;

    /// <summary>Takes the snapshot.</summary>
    /// <param name="log">The log.</param>
    /// <param name="plan">The query of each read, and the position after which it begins.</param>
    /// <param name="tagEpoch">The epoch that the states are of.</param>
    /// <returns>
    /// Null, with nothing left open, if the epoch is another one by now, or the readers are not those of the engine.
    /// </returns>
    public static KeptReads? TryOpen(IEventLog log, ReadOnlySpan<(Query Query, long After)> plan, long tagEpoch)
    {
        var first = log.Read(plan[0].Query, new() { After = plan[0].After });
        var reads = new KeptReads(first, plan.Length == 1 ? [] : new EventReader[plan.Length - 1]);
        try
        {
            for (var i = 0; i < plan.Length; i++)
            {
                if (i > 0) reads.Others[i - 1] = log.Read(plan[i].Query, new() { After = plan[i].After, To = reads.Head });
                if (KeptBoundaries.IsEngines(reads[i]) && reads[i].TagEpoch == tagEpoch) continue;
                reads.Dispose();
                return null;
            }

            return reads;
        }
        catch
        {
            reads.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        First.Dispose();
        foreach (var reader in Others) reader?.Dispose();
    }
}
