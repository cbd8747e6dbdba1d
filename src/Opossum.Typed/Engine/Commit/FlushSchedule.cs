namespace Opossum.Typed.Engine.Commit;

/// <summary>When to flush: with every group, or when the oldest unflushed write has waited for an interval.</summary>
internal sealed class FlushSchedule(TimeSpan? interval, TimeProvider time)
{
    private long? _oldest;      // timestamp of the oldest unflushed write

    public bool FlushesEveryGroup => interval is null;

    public void Wrote() => _oldest ??= time.GetTimestamp();

    public void Flushed() => _oldest = null;

    public bool IsDue() => _oldest is { } oldest && time.GetElapsedTime(oldest) >= interval;

    /// <summary>How long the commit thread may sleep.</summary>
    public TimeSpan UntilDue()
    {
        if (_oldest is not { } oldest || interval is not { } wait) return Timeout.InfiniteTimeSpan;
        var left = wait - time.GetElapsedTime(oldest);
        return left < TimeSpan.Zero ? TimeSpan.Zero : left;
    }
}
