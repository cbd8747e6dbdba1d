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
    /// True, the default, to read the old rows while those of changed logic are made beside them. The old ones stand still. They are read
    /// only if their columns are declared as they are now; otherwise the model can't be read until the new ones are there. False to read
    /// none until then. It matters if the opening does not wait (<see cref="WaitUntilCaughtUp"/>), and when old events get tags.
    /// <see cref="ReadModelStatus.Reads"/> says which rows are read.
    /// </summary>
    public bool ReadsOldRows { get; set; } = true;

    /// <summary>
    /// True to keep rows that were replaced until others are, so that an earlier version of the program goes on with them and need not make
    /// them again. They take room. False, the default, to delete them.
    /// </summary>
    public bool KeepsReplaced { get; set; }

    /// <summary>
    /// What an earlier version of the program does if a later one has replaced its rows; <see cref="ReplacedLogic.Rebuild"/> by default.
    /// </summary>
    public ReplacedLogic WhenReplaced { get; set; } = ReplacedLogic.Rebuild;

    /// <summary>
    /// What to do if another program keeps the rows already; <see cref="OwnedRows.Refuse"/> by default.
    /// </summary>
    public OwnedRows WhenOwned { get; set; } = OwnedRows.Refuse;

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
        Require(Enum.IsDefined(WhenReplaced), nameof(WhenReplaced), "one of the enum's values");
        Require(Enum.IsDefined(WhenOwned), nameof(WhenOwned), "one of the enum's values");
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

/// <summary>What happens if another program keeps the rows.</summary>
public enum OwnedRows
{
    /// <summary>Opening fails with a <see cref="ReadModelsLockedException"/>.</summary>
    Refuse,

    /// <summary>
    /// The rows are read as the other program makes them. If it closes them or dies, this one takes over within a second or so and goes on
    /// where it was. For rows in a file that several programs can open.
    /// </summary>
    ReadAlong,
}

/// <summary>
/// What happens if the rows that are there have replaced those of this logic: the program is an earlier version of another one.
/// </summary>
public enum ReplacedLogic
{
    /// <summary>
    /// The rows of this logic are made again beside the others and take their place, as after any change. If they were kept
    /// (<see cref="ReadModelOptions.KeepsReplaced"/>), it goes on with them.
    /// </summary>
    Rebuild,

    /// <summary>
    /// Opening fails with a <see cref="ReadModelReplacedException"/> that names the model, and the rows stay as they are.
    /// </summary>
    Refuse,
}
