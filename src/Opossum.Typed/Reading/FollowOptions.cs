namespace Opossum.Typed;

/// <summary>Where a follower begins, and what it is told.</summary>
/// <example>
/// <code>
/// var options = new FollowOptions { After = checkpoint, TagEpoch = epoch, Retagged = notice =&gt; Rebuild(notice.Keys) };
/// await foreach (var e in store.FollowAsync(UserRegistered.For(email), options, stop)) checkpoint = await ApplyAsync(e);
/// </code>
/// </example>
public readonly record struct FollowOptions
{
    /// <summary>The last position that was dealt with; 0, the default, begins with the first event.</summary>
    public long After { get; init; }

    /// <summary>
    /// The checkpoint to go on from, in place of <see cref="After"/>: its history is compared with that of the store, and its tag epoch
    /// counts if <see cref="TagEpoch"/> is null. If null (the default), the position counts.
    /// </summary>
    public Checkpoint? Checkpoint { get; init; }

    /// <summary>What to do with events that the model can't decode; an error by default.</summary>
    public UndecodableEvents Undecodable { get; init; }

    /// <summary>
    /// The tag epoch that was kept with <see cref="After"/>: that of the feed (<see cref="EventFeed{TEvent}.TagEpoch"/>). If keys of the
    /// query were retagged since, the follower is told at once. If null (the default), it is told of what is published from now on.
    /// </summary>
    public long? TagEpoch { get; init; }

    /// <summary>
    /// Called when a tag key of the query was retagged, between two events: events that the follower passed over may match now. Return true
    /// to begin again with the first event, and false to go on. If null (the default), the follower goes on.
    /// </summary>
    public Func<RetagNotice, bool>? Retagged { get; init; }

    internal static FollowOptions From(Checkpoint after, UndecodableEvents undecodable) =>
        new() { Checkpoint = after, Undecodable = undecodable };
}
