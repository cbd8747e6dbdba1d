namespace Opossum.Typed.Benchmarks.Measure;

/// <summary>The system's clock, which remembers how much the commit thread had allocated when it last asked for a timestamp.</summary>
internal sealed class AllocationClock : TimeProvider
{
    private const string CommitThread = "Opossum.Typed commit";
    private const long NeverAsked = -1;

    private long _bytes = NeverAsked;       // written by the commit thread

    /// <summary>The count when the commit thread last asked, which it does for every group.</summary>
    /// <exception cref="InvalidOperationException">
    /// It has never asked: the engine has changed, and this way of measuring has to.
    /// </exception>
    public long Bytes =>
        Volatile.Read(ref _bytes) is var bytes and not NeverAsked
            ? bytes
            : throw new InvalidOperationException("The commit thread does not ask the clock any more.");

    public override long GetTimestamp()
    {
        if (Thread.CurrentThread.Name == CommitThread) Volatile.Write(ref _bytes, GC.GetAllocatedBytesForCurrentThread());
        return base.GetTimestamp();
    }
}
