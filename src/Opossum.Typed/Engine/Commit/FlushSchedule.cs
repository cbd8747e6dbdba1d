namespace Opossum.Typed.Engine.Commit;

/// <summary>When the commit thread flushes: when so much is unflushed, or the oldest of it has waited so long.</summary>
/// <param name="strategy">The bounds.</param>
/// <param name="time">The clock of the interval.</param>
internal sealed class FlushSchedule(FlushStrategy strategy, TimeProvider time)
{
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(1);     // what a wait can tell from none
    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(1);              // and what it can take

    private long _appends;
    private long _bytes;
    private long? _oldest;      // timestamp of the oldest unflushed write

    /// <summary>Whether appends are acknowledged after their flush.</summary>
    public bool IsImmediate => ReferenceEquals(strategy, FlushStrategy.Immediately);

    public void Staged(int bytes)
    {
        _appends++;
        _bytes += bytes;
    }

    public void Wrote() => _oldest ??= time.GetTimestamp();

    public void Flushed() => (_appends, _bytes, _oldest) = (0, 0, null);

    public bool IsDue() => _oldest is { } oldest && (_appends >= strategy.Appends || _bytes >= strategy.Bytes || time.GetElapsedTime(oldest) >= strategy.Interval);

    /// <summary>How long the commit thread may sleep.</summary>
    public TimeSpan UntilDue()
    {
        if (_oldest is not { } oldest || strategy.Interval == TimeSpan.MaxValue) return Timeout.InfiniteTimeSpan;
        var left = strategy.Interval - time.GetElapsedTime(oldest);
        if (left <= TimeSpan.Zero) return TimeSpan.Zero;
        return left < ShortestSleep ? ShortestSleep : left < LongestSleep ? left : LongestSleep;
    }
}
