namespace Opossum.Typed;

/// <summary>How read models are kept.</summary>
public sealed record ReadModelOptions
{
    /// <summary>
    /// About how many bytes the rows take that are kept in memory because later events may concern them, all models together; 64 MiB by
    /// default, 1 MiB at least. With more, a model that catches up writes and reads its rows less often. Rows of a storage in memory are
    /// not counted.
    /// </summary>
    public long CacheBytes { get; set; } = 64 << 20;

    /// <summary>
    /// True, the default, to complete the opening only when every model has caught up with the log, or stands still at an event. False to
    /// read rows as they were when the models were closed; a model that has none yet can't be read before it has caught up.
    /// </summary>
    public bool WaitUntilCaughtUp { get; set; } = true;

    /// <summary>
    /// What to do with rows that were made from another history; <see cref="HistoryMismatch.Refuse"/> by default.
    /// </summary>
    public HistoryMismatch WhenHistoryDiffers { get; set; } = HistoryMismatch.Refuse;

    /// <summary>The pause after rows could not be written or events not be read, 100 ms by default. It doubles each time, and each pause is
    /// shortened at random by up to a half.</summary>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest pause, 30 seconds by default.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Called for what goes wrong, on the thread that it happens on, so don't block there; for your logs and alarms. What it throws is
    /// ignored. Null, the default, for nothing.
    /// </summary>
    public Action<ReadModelFailure>? OnFailure { get; set; }

    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    internal ReadModelOptions Checked()
    {
        Require(CacheBytes >= 1 << 20, nameof(CacheBytes), "1 MiB or more");
        Require(Enum.IsDefined(WhenHistoryDiffers), nameof(WhenHistoryDiffers), "one of the enum's values");
        Require(FirstPause > TimeSpan.Zero && FirstPause <= LongestPause, nameof(FirstPause), "above zero and at most LongestPause");
        Require(LongestPause <= TimeSpan.FromDays(1), nameof(LongestPause), "at most a day");
        return this with { };

        static void Require(bool holds, string option, string range)
        {
            if (!holds) throw new ArgumentException($"ReadModelOptions.{option} must be {range}.", option);
        }
    }
}

/// <summary>
/// What happens to rows whose checkpoint is not of the store's history: the store was restored from an older backup, was replaced, or is
/// another one.
/// </summary>
public enum HistoryMismatch
{
    /// <summary>Opening fails with a <see cref="ReadModelHistoryException"/>, and the rows stay as they are.</summary>
    Refuse,

    /// <summary>The rows are deleted, and folded again from the store that is there.</summary>
    Rebuild,
}
