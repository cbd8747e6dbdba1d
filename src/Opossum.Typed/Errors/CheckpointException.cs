namespace Opossum.Typed;

/// <summary>
/// A checkpoint is not of this store, or not of the history that the store has now. To go on from its position would leave out events, or
/// keep what was derived from events that are no longer there.
/// </summary>
public sealed class CheckpointException : StoreException
{
    private const string BeginAgain =
        "discard what was derived from the lost events, or all of it, and go on from a position that is known to be right, such as 0. "
        + "A consumer begins again after OpossumStore.ForgetConsumerAsync.";

    private CheckpointException(Checkpoint checkpoint, CheckpointProblem problem, string message) : base(message) =>
        (Checkpoint, Problem) = (checkpoint, problem);

    /// <summary>The checkpoint.</summary>
    public Checkpoint Checkpoint { get; }

    /// <summary>Why it is refused.</summary>
    public CheckpointProblem Problem { get; }

    internal static CheckpointException OtherStore(Checkpoint checkpoint, Guid store) =>
        new(checkpoint, CheckpointProblem.OtherStore, $"The checkpoint is of the store {checkpoint.StoreId:D}, and this is the store "
            + $"{store:D}. Open the store that it is of; if this one has taken its place, {BeginAgain}");

    internal static CheckpointException LongerHistory(Checkpoint checkpoint, long head) =>
        new(checkpoint, CheckpointProblem.LongerHistory, $"The checkpoint is at position {checkpoint.Position}, and the store ends at "
            + $"{head}: a backup was restored that does not have the events after that. Restore a newer one, or {BeginAgain}");

    internal static CheckpointException OtherHistory(Checkpoint checkpoint) =>
        new(checkpoint, CheckpointProblem.OtherHistory, $"The event at position {checkpoint.Position} is not the one that the checkpoint "
            + $"was made at: a backup was restored, and the store has gone on from there with other events. So {BeginAgain}");

    internal static CheckpointException Retagged(Checkpoint checkpoint, RetagNotice notice) =>
        new(checkpoint, CheckpointProblem.Retagged, $"Tags of the key '{string.Join("', '", notice.Keys)}' were added to stored events "
            + $"since the checkpoint at position {checkpoint.Position}: events that were passed over may match now. Follow again from 0, "
            + "or give the checkpoint to FollowOptions.Checkpoint and decide in FollowOptions.Retagged.");
}

/// <summary>Why a checkpoint is refused.</summary>
public enum CheckpointProblem
{
    /// <summary>It is of a store with another id.</summary>
    OtherStore,

    /// <summary>The store ends before its position: a backup was restored that lacks the events after that.</summary>
    LongerHistory,

    /// <summary>Another event is at its position: a backup was restored, and the store has gone on since.</summary>
    OtherHistory,

    /// <summary>A tag key of the query was retagged since, so that events before it may match now.</summary>
    Retagged,
}
