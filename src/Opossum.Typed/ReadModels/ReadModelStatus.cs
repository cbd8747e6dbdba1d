using System.Collections.Immutable;
using System.Globalization;

namespace Opossum.Typed;

/// <summary>How a read model is doing, at a moment.</summary>
/// <param name="Name">The name of its table.</param>
/// <param name="State">What it does.</param>
/// <param name="Position">Every event up to here is in its rows, or does not concern it.</param>
/// <param name="Lag">How many events of the log, of any type, are after the position; 0 once it has caught up.</param>
/// <param name="OldestAge">How long ago the oldest event was recorded that is not in its rows yet; null if there is none.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Bytes">About how many bytes the columns of the rows take, without indexes.</param>
/// <param name="Missed">How many events were to change a row that did not exist, and so did nothing.</param>
/// <param name="Skipped">The positions of the events that it was told to leave out.</param>
/// <param name="Failure">What it stands still at, or what is tried again; null for nothing.</param>
public sealed record ReadModelStatus(
    string Name, ReadModelState State, long Position, long Lag, TimeSpan? OldestAge, long Rows, long Bytes, long Missed,
    ImmutableArray<long> Skipped, ReadModelFailure? Failure)
{
    /// <summary>Which rows a reader gets.</summary>
    public ReadModelRows Reads { get; init; }

    /// <summary>The rows that are being made, in their place or beside those that are read; null if none are.</summary>
    public ReadModelBuild? Build { get; init; }

    /// <summary>What its rows are joined with, a decision model each; none if its handlers take none.</summary>
    public ImmutableArray<ReadModelJoinStatus> Joins { get; init; } = [];

    /// <summary>Such as <c>course_cards: Running at 17, 3 behind, 5 rows</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Name}: {State} at {Position}, {Lag} behind, {Rows} rows{(Build is null ? "" : $"; {Build}")}");
}

/// <summary>What the joins of a read model with a decision model cost, since the read models were opened.</summary>
/// <param name="Model">The name of the decision model.</param>
/// <param name="States">How many states are in memory.</param>
/// <param name="Bytes">About how many bytes they take, of <see cref="ReadModelOptions.CacheBytes"/>.</param>
/// <param name="Reads">How many states were not in memory when they were needed, and were read from the log.</param>
/// <param name="EventsRead">How many events these reads have folded.</param>
public sealed record ReadModelJoinStatus(string Model, long States, long Bytes, long Reads, long EventsRead);

/// <summary>Which rows of a read model a reader gets.</summary>
public enum ReadModelRows
{
    /// <summary>None: they are being made.</summary>
    None,

    /// <summary>
    /// Those that earlier logic made, and they stand still; or those from before old events got tags. The present ones are being made
    /// beside them.
    /// </summary>
    Old,

    /// <summary>Those that the present logic makes.</summary>
    Current,
}

/// <summary>Rows that are being made, at a moment.</summary>
/// <param name="Position">Every event up to here is in them, or does not concern them.</param>
/// <param name="Left">How many events of the log, of any type, are after the position.</param>
/// <param name="Rows">How many rows there are so far.</param>
/// <param name="EventsPerSecond">How many events of the log, of any type, it passes in a second; 0 until that is known.</param>
/// <param name="IsBeside">True if they are made beside rows that are there, and take their place.</param>
public sealed record ReadModelBuild(long Position, long Left, long Rows, double EventsPerSecond, bool IsBeside)
{
    /// <summary>About how long it takes until they can be read; null until that is known.</summary>
    public TimeSpan? TimeLeft { get; init; }

    /// <summary>What it stands still at, or what is tried again; null for nothing.</summary>
    public ReadModelFailure? Failure { get; init; }

    /// <summary>Such as <c>made beside: at 1000, 500 left, 250 a second</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(IsBeside ? "made beside" : "made")}: at {Position}, {Left} left, {EventsPerSecond:0} a second");
}

/// <summary>What a read model does.</summary>
public enum ReadModelState
{
    /// <summary>Its rows are made for the first time, or again and the old ones can't be read. It can't be read yet.</summary>
    Building,

    /// <summary>
    /// Its rows are made again, beside those that are there, because the logic has changed or old events got tags. The old ones are read
    /// until then.
    /// </summary>
    Outdated,

    /// <summary>It follows the log.</summary>
    Running,

    /// <summary>Rows could not be written, or events not be read. It is about to be tried again.</summary>
    Retrying,

    /// <summary>
    /// A handler has failed, or a row can't be stored: it stands still before the event until it is resumed. Others go on.
    /// </summary>
    Stopped,

    /// <summary>It was closed, or the store was.</summary>
    Closed,
}
