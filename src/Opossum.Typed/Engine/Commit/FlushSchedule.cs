namespace Opossum.Typed.Engine.Commit;

/// <summary>When to flush: at once, with every group, or when the oldest unflushed write has waited for an interval.</summary>
/// <param name="interval">Zero flushes every group.</param>
/// <param name="time">The clock of the interval.</param>
internal sealed class FlushSchedule(TimeSpan interval, TimeProvider time)
{
    private long? _oldest;      // timestamp of the oldest unflushed write

    public void Wrote() => _oldest ??= time.GetTimestamp();

    public void Flushed() => _oldest = null;

    public bool IsDue() => _oldest is { } oldest && (interval == TimeSpan.Zero || time.GetElapsedTime(oldest) >= interval);

    /// <summary>How long the commit thread may sleep.</summary>
    public TimeSpan UntilDue()
    {
        if (_oldest is not { } oldest) return Timeout.InfiniteTimeSpan;
        var left = interval - time.GetElapsedTime(oldest);
        return left < TimeSpan.Zero ? TimeSpan.Zero : left;
    }
}
