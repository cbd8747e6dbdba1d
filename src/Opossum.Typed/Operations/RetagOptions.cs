namespace Opossum.Typed;

/// <summary>How a store is retagged.</summary>
public sealed class RetagOptions
{
    /// <summary>True to read and count only: nothing is written and nothing changes. False by default.</summary>
    public bool DryRun { get; init; }

    /// <summary>
    /// True to publish the tags although some events can't get theirs, since they can't be decoded or would exceed a limit of tags. Queries
    /// and conditions by a new tag don't find these events. False by default: then such an event fails the retagging with a
    /// <see cref="RetagException"/>, and nothing changes.
    /// </summary>
    public bool LeaveOut { get; init; }

    /// <summary>
    /// True to read every event again, also where an interrupted retagging has left its progress. An interrupted one is continued by
    /// default if the model demands the same tags; set this if the code that makes a tag's text was changed since.
    /// </summary>
    public bool StartOver { get; init; }
}

/// <summary>How far a retagging is.</summary>
/// <param name="Examined">How many events were read.</param>
/// <param name="Total">How many there are to read.</param>
/// <param name="Retagged">How many of those that were read get tags.</param>
public readonly record struct RetagProgress(long Examined, long Total, long Retagged);
