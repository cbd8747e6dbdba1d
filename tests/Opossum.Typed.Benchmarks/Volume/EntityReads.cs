using System.Diagnostics;

namespace Opossum.Typed.Benchmarks.Volume;

/// <summary>Reads of one entity, fourteen events each, decoded.</summary>
internal sealed class EntityReads(OpossumStore store, long entities)
{
    /// <summary>One after the other, over a thousand entities again and again, so that they are in the page cache.</summary>
    /// <returns>Microseconds an entity.</returns>
    public async Task<double> WarmAsync(int reads)
    {
        var few = Math.Min(entities, 1000);
        for (var i = 0; i < 2 * few; i++) await ReadAsync(i % few);
        var rounds = new double[9];
        for (var round = 0; round < rounds.Length; round++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < reads; i++) await ReadAsync(i % few);
            rounds[round] = Stopwatch.GetElapsedTime(start).TotalMicroseconds / reads;
        }

        Array.Sort(rounds);
        return rounds[rounds.Length / 2];
    }

    /// <summary>From several threads, entities in no order.</summary>
    /// <returns>Events a second.</returns>
    public async Task<double> ColdAsync(int readers, int reads)
    {
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, readers).Select(number => Task.Factory.StartNew(() =>
        {
            // A thread each: reads of a cold file block it.
            var random = new Random(1000 + number);
            for (var i = 0; i < reads / readers; i++) ReadAsync(random.NextInt64(entities)).GetAwaiter().GetResult();
        }, TaskCreationOptions.LongRunning)));
        return (double)(reads / readers * readers) * VolumeLoad.EventsOfEntity / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private async Task ReadAsync(long entity)
    {
        var count = 0;
        await foreach (var e in store.ReadAsync<ISale>(Query.Tagged(new Tag(VolumeLoad.Entity(entity)))))
            count += e.Event.Number >= 0 ? 1 : 0;
        if (count != VolumeLoad.EventsOfEntity) throw new InvalidOperationException($"Entity {entity} has {count} events.");
    }
}
