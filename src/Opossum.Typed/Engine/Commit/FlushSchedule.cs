using Opossum.Typed.Engine.Waiting;

namespace Opossum.Typed.Engine.Commit;

/// <summary>
/// When the commit thread flushes: when so much is unflushed, or the oldest of it has waited so long. A strategy without a time gets one
/// while a follower waits: the follower gets what is durable alone, and on a store that has gone quiet it would wait for ever.
/// </summary>
/// <param name="strategy">The bounds.</param>
/// <param name="time">The clock of the interval.</param>
internal sealed class FlushSchedule(FlushStrategy strategy, TimeProvider time)
{
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(1);     // what a wait can tell from none
    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(1);              // and what it can take

    /// <summary>How long a follower waits at most for what was acknowledged, if the strategy has no time of its own.</summary>
    private static readonly TimeSpan FollowerInterval = TimeSpan.FromMilliseconds(100);

    private long _appends;
    private long _bytes;
    private long? _oldest;      // timestamp of the oldest unflushed write

    /// <summary>The followers, which wait for a flush; null where there are none. Set by <see cref="CommitLoop"/>.</summary>
    public WaitingFollowers? Followers { private get; set; }

    /// <summary>Whether appends are acknowledged after their flush.</summary>
    public bool IsImmediate => ReferenceEquals(strategy, FlushStrategy.Immediately);

    public void Staged(int bytes)
    {
        _appends++;
        _bytes += bytes;
    }

    public void Wrote() => _oldest ??= time.GetTimestamp();

    public void Flushed() => (_appends, _bytes, _oldest) = (0, 0, null);

    public bool IsDue() =>
        _oldest is { } oldest && (_appends >= strategy.Appends || _bytes >= strategy.Bytes || time.GetElapsedTime(oldest) >= Interval);

    private TimeSpan Interval =>
        strategy.Interval == TimeSpan.MaxValue && Followers is { Any: true } ? FollowerInterval : strategy.Interval;

    /// <summary>How long the commit thread may sleep.</summary>
    public TimeSpan UntilDue()
    {
        var interval = Interval;
        if (_oldest is not { } oldest || interval == TimeSpan.MaxValue) return Timeout.InfiniteTimeSpan;
        var left = interval - time.GetElapsedTime(oldest);
        if (left <= TimeSpan.Zero) return TimeSpan.Zero;
        return left < ShortestSleep ? ShortestSleep : left < LongestSleep ? left : LongestSleep;
    }
}
