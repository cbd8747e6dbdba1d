namespace Opossum.Typed.Benchmarks.Volume;

/// <summary>Brings a store to a size, in appends of 512, from several tasks: only there to be measured afterwards.</summary>
internal static class Fill
{
    private const int Batch = 512;
    private const int Tasks = 16;

    public static async Task ToAsync(IEventLog log, long events)
    {
        var next = log.Head;
        await Task.WhenAll(Enumerable.Range(0, Tasks).Select(_ => Task.Run(async () =>
        {
            var batch = new EventData[Batch];
            while (true)
            {
                var first = Interlocked.Add(ref next, Batch) - Batch;
                if (first >= events) return;
                var count = (int)Math.Min(Batch, events - first);
                for (var i = 0; i < count; i++) batch[i] = VolumeLoad.Make(first + i);
                await log.AppendAsync(batch.AsSpan(0, count));
            }
        })));
    }
}
