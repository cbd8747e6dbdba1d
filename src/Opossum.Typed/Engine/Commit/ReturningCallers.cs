using System.Diagnostics;

namespace Opossum.Typed.Engine.Commit;

/// <summary>
/// Waits a moment for the callers that were just answered: a busy one appends again at once. Without it they come just too late for the
/// group that forms: two half groups take turns, and everybody waits for two flushes instead of one. Fractions of the last flush bound it,
/// and it ends when nobody comes any more: nobody waits for company that is not on its way.
/// </summary>
/// <param name="queue">Where they come back to.</param>
/// <param name="longestFlush">In ticks: a flush that took longer was a disk's bad moment, and nothing to go by.</param>
internal sealed class ReturningCallers(AppendQueue queue, long longestFlush)
{
    // Parts of the last flush. Measured with 1 to 64 callers on two cores: a gap of an eighth to a sixteenth is long enough for a woken
    // caller to come back, and no longer.
    private const int LongestGap = 12;
    private const int LongestWait = 2;

    private int _expected;          // how many would wait if all came back
    private long _flush;            // how long the last one took

    /// <summary>A group was flushed and answered.</summary>
    /// <param name="appends">How many callers may come back.</param>
    /// <param name="flushTicks">How long its flush took; 0 if nothing was flushed, and then nobody is waited for.</param>
    public void Answered(int appends, long flushTicks)
    {
        _flush = Math.Min(flushTicks, longestFlush);
        _expected = flushTicks == 0 ? 0 : queue.Count + appends;
    }

    /// <summary>Returns when all are back, or when it is not worth while to wait for the others.</summary>
    public void Await()
    {
        var (expected, waiting) = (_expected, queue.Count);
        _expected = 0;
        if (waiting >= expected) return;
        var begin = Stopwatch.GetTimestamp();
        for (var last = begin; waiting < expected;)
        {
            Thread.Yield();             // the callers may need this processor
            var now = Stopwatch.GetTimestamp();
            if (now - begin > _flush / LongestWait) return;
            if (queue.Count != waiting) (waiting, last) = (queue.Count, now);
            else if (now - last > _flush / LongestGap) return;
        }
    }
}
