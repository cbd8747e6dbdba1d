namespace Opossum.Typed;

/// <summary>How far a follower is.</summary>
/// <param name="Position">
/// Every event up to this position was handed out and dealt with, or does not match. An event counts as dealt with once the next one is
/// asked for, so a loop that handles what it gets is as far as its last finished turn.
/// </param>
/// <param name="Head">The position up to which the log is durable, as far as this process knows.</param>
/// <example>
/// <code>
/// var feed = store.FollowAsync(CourseDefined.For(course));
/// _ = HandleAsync(feed);                                  // await foreach (var e in feed) …
/// Console.WriteLine($"{feed.Progress.Lag} events behind");
/// </code>
/// </example>
public readonly record struct FollowProgress(long Position, long Head)
{
    /// <summary>True if nothing that is durable is left to deal with.</summary>
    public bool IsCaughtUp => Position >= Head;

    /// <summary>How many events of the log, matching or not, are between the position and the head; 0 once it has caught up.</summary>
    public long Lag => Math.Max(Head - Position, 0);
}
