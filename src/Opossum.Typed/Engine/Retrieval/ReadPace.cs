using System.Runtime.CompilerServices;

namespace Opossum.Typed.Engine.Retrieval;

/// <summary>
/// Has a read give its thread back about every millisecond. File reads are synchronous, so a read that never waits would otherwise keep a
/// thread of the pool, or the thread of a caller that does not await it, until its end, and what an append has to do on the pool would wait
/// for all readers. One look at the clock for each block.
/// </summary>
/// <param name="time">The store's clock.</param>
internal sealed class ReadPace(TimeProvider time)
{
    /// <summary>The most events of a block: decoding and handling them counts as work of the read.</summary>
    public const int EventsPerBlock = 256;

    private readonly long _slice = time.TimestampFrequency / 1000;

    private long _begin;            // of this slice; 0 before the first block

    /// <summary>The number of times that the thread was given back.</summary>
    public long Yields { get; private set; }

    /// <summary>True in tests that want every block to begin with a yield.</summary>
    public bool IsAlwaysOver { get; set; }

    /// <summary>True if the read has had its time, and is to yield before the next block.</summary>
    public bool IsOver()
    {
        var now = time.GetTimestamp();
        if (_begin == 0) _begin = now;
        return now - _begin >= _slice || IsAlwaysOver;
    }

    /// <summary>The read waits, and so has given its thread back: the next slice begins with the next block.</summary>
    public void Rest() => _begin = 0;

    private void Begin() => _begin = time.GetTimestamp();

    /// <summary>Goes on as the last item of the thread pool.</summary>
    public Hop YieldAsync() => new(this);

    /// <summary>
    /// Not <see cref="Task.Yield"/>, which would go on in the caller's synchronization context, nor a forced yield of a completed task,
    /// which goes on at the head of the thread's own queue, before all others.
    /// </summary>
    internal readonly struct Hop(ReadPace pace) : ICriticalNotifyCompletion
    {
        public bool IsCompleted => false;

        public Hop GetAwaiter() => this;

        public void GetResult()
        {
            pace.Yields++;
            pace.Begin();
        }

        public void OnCompleted(Action continuation) =>
            ThreadPool.QueueUserWorkItem(static go => go(), continuation, preferLocal: false);

        public void UnsafeOnCompleted(Action continuation) =>
            ThreadPool.UnsafeQueueUserWorkItem(static go => go(), continuation, preferLocal: false);
    }
}
