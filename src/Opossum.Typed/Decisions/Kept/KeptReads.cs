namespace Opossum.Typed;

/// <summary>The reads that go on behind kept states: up to one head, and of one tag epoch.</summary>
/// <param name="plan">The query of each, and the position after which it begins.</param>
internal sealed class KeptReads((Query Query, long After)[] plan) : IDisposable
{
    private readonly EventReader?[] _readers = new EventReader[plan.Length];

    public int Count => plan.Length;

    public long Head { get; private set; }

    public long TagEpoch { get; private set; }

    public EventReader this[int index] => _readers[index]!;

    /// <summary>Takes the snapshot.</summary>
    /// <param name="log">The log.</param>
    /// <param name="tagEpoch">The epoch that the states are of.</param>
    /// <returns>False, with nothing left open, if the epoch is another one by now, or the readers are not those of the engine.</returns>
    public bool TryOpen(IEventLog log, long tagEpoch)
    {
        try
        {
            for (var i = 0; i < plan.Length; i++)
            {
                var reader = log.Read(plan[i].Query, new() { After = plan[i].After, To = i == 0 ? null : Head });
                _readers[i] = reader;
                if (!KeptBoundaries.IsEngines(reader) || reader.TagEpoch != tagEpoch)
                {
                    Dispose();
                    return false;
                }

                if (i == 0) (Head, TagEpoch) = (reader.Head, tagEpoch);
            }

            return true;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var reader in _readers) reader?.Dispose();
    }
}
