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
    /// <summary>Such as <c>course_cards: Running at 17, 3 behind, 5 rows</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}: {State} at {Position}, {Lag} behind, {Rows} rows");
}

/// <summary>What a read model does.</summary>
public enum ReadModelState
{
    /// <summary>Its rows are made for the first time, or again. It can't be read yet.</summary>
    Building,

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
