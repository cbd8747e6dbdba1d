namespace Opossum.Typed;

/// <summary>
/// When a store flushes that acknowledges appends before they are on disk (<see cref="OpossumOptions.FlushEventsImmediately"/> is false). A
/// crash of the process loses nothing of what was acknowledged; a power cut or a crash of the operating system loses the newest of it, as
/// much as the strategy allows, and never anything between events that are kept.
/// </summary>
/// <remarks>
/// A follower gets only what is durable. While one waits, a strategy without a time also flushes 100 ms after the oldest unflushed append,
/// once for all followers. A strategy with a time keeps its own. A store in memory has nothing to flush: there all strategies are the same.
/// </remarks>
/// <example>
/// <code>
/// var options = new OpossumOptions
/// {
///     FlushEventsImmediately = false,
///     Flush = FlushStrategy.Every(appends: 100).Or(FlushStrategy.Every(TimeSpan.FromMilliseconds(50))),     // whichever comes first
/// };
/// </code>
/// </example>
public sealed class FlushStrategy
{
    private FlushStrategy(long appends, long bytes, TimeSpan interval) => (Appends, Bytes, Interval) = (appends, bytes, interval);

    /// <summary>
    /// Never flushes by itself, except when a segment is full, while a follower waits, and when the store is closed: the operating system
    /// writes when it likes, by default of Linux within about 30 seconds. All of that can be lost.
    /// </summary>
    public static FlushStrategy WhenTheSystemDoes { get; } = new(long.MaxValue, long.MaxValue, TimeSpan.MaxValue);

    /// <summary>With every group, before it is acknowledged.</summary>
    internal static FlushStrategy Immediately { get; } = new(1, 1, TimeSpan.Zero);

    /// <summary>What applies when flushing is deferred and no strategy is named.</summary>
    internal static FlushStrategy Default { get; } = Every(TimeSpan.FromMilliseconds(100));

    internal long Appends { get; }

    internal long Bytes { get; }

    internal TimeSpan Interval { get; }

    /// <summary>
    /// Flushes when so many appends were written since the last flush. A power cut loses up to one append less than that, beside those
    /// under way; a store that goes quiet keeps them unflushed until the next append, <c>FlushAsync</c>, a follower that waits, or its
    /// close: combine it with an interval.
    /// </summary>
    /// <param name="appends">At least 2: with 1, leave <see cref="OpossumOptions.FlushEventsImmediately"/> true instead.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 2.</exception>
    public static FlushStrategy Every(int appends)
    {
        if (appends < 2)
        {
            throw new ArgumentOutOfRangeException(
                nameof(appends), appends, "A strategy defers flushes, so it flushes after two appends or more. "
                + "To flush each append, leave FlushEventsImmediately true.");
        }

        return new(appends, long.MaxValue, TimeSpan.MaxValue);
    }

    /// <summary>
    /// Flushes when the oldest unflushed append has waited so long. A power cut loses about as much time of acknowledged appends.
    /// </summary>
    /// <param name="interval">More than zero; below a few milliseconds nothing is gained over immediate flushing, which shares flushes
    /// among callers too.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is zero or negative.</exception>
    public static FlushStrategy Every(TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        return new(long.MaxValue, long.MaxValue, interval);
    }

    /// <summary>Flushes when so many bytes were written since the last flush; like a number of appends, without a bound in time.</summary>
    /// <param name="bytes">Of frames in the log, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public static FlushStrategy EveryBytes(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        return new(long.MaxValue, bytes, TimeSpan.MaxValue);
    }

    /// <summary>Flushes when either would.</summary>
    public FlushStrategy Or(FlushStrategy other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(Math.Min(Appends, other.Appends), Math.Min(Bytes, other.Bytes), Interval < other.Interval ? Interval : other.Interval);
    }

    /// <summary>
    /// The strategy that a text names, as configuration has it: <c>every 100 ms</c>, <c>every 2 s</c>, <c>every 1000 appends</c>, <c>every
    /// 64 KiB</c>, any of these together, as <c>every 1000 appends or 50 ms</c>, or <c>when the system does</c>. What
    /// <see cref="ToString"/> says is read back.
    /// </summary>
    /// <exception cref="FormatException">It names none; the message says what may be written.</exception>
    public static FlushStrategy Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return FlushStrategyText.TryParse(text) ?? throw new FormatException($"'{text}' is no flush strategy. {FlushStrategyText.Forms}");
    }

    /// <summary>Such as <c>every 100 appends or 50 ms</c>.</summary>
    public override string ToString()
    {
        List<string> bounds = [];
        if (Appends != long.MaxValue) bounds.Add(FormattableString.Invariant($"{Appends} appends"));
        if (Bytes != long.MaxValue) bounds.Add(FormattableString.Invariant($"{Bytes} bytes"));
        if (Interval != TimeSpan.MaxValue) bounds.Add(FormattableString.Invariant($"{Interval.TotalMilliseconds} ms"));
        return bounds.Count == 0 ? "when the system does" : "every " + string.Join(" or ", bounds);
    }
}
