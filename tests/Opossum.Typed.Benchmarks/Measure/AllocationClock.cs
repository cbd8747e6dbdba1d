namespace Opossum.Typed.Benchmarks.Measure;

/// <summary>The system's clock, which remembers how much the commit thread had allocated when it last asked for a timestamp.</summary>
internal sealed class AllocationClock : TimeProvider
{
    private const string CommitThread = "Opossum.Typed commit";

    private long _bytes;        // written by the commit thread

    public override long GetTimestamp()
    {
        if (Thread.CurrentThread.Name == CommitThread) Volatile.Write(ref _bytes, GC.GetAllocatedBytesForCurrentThread());
        return base.GetTimestamp();
    }

    /// <summary>The count once the thread has gone to sleep after the last append: it asks again when its deferred flush, 100 ms later, is due.</summary>
    public async Task<long> ReadAsync()
    {
        await Task.Delay(TimeSpan.FromMilliseconds(300));
        return Volatile.Read(ref _bytes);
    }
}
