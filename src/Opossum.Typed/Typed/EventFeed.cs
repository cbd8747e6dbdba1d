namespace Opossum.Typed;

/// <summary>
/// Decoded events of a follower, without an end. Enumerated again, it begins again after the same position; its progress is then that of
/// the newest enumeration.
/// </summary>
/// <typeparam name="TEvent">What the events have in common.</typeparam>
public sealed class EventFeed<TEvent> : IAsyncEnumerable<SequencedEvent<TEvent>> where TEvent : class, IEvent
{
    private readonly IReadOnlyEventLog _log;
    private readonly EventModel _model;
    private readonly Query _query;
    private readonly FollowOptions _options;
    private readonly UndecodableEvents _undecodable;
    private readonly CancellationToken _stop;
    private readonly bool _keepsStored;
    private readonly Checkpoint? _checkpoint;
    private volatile EventFollower _newest;     // made at once, so that the call says what is wrong with the position
    private int _isTaken;

    internal EventFeed(IReadOnlyEventLog log, EventModel model, Query query, FollowOptions options, CancellationToken stop)
    {
        _undecodable = UndecodableChoice.Checked<TEvent>(options.Undecodable);
        if (options is { After: not 0, Checkpoint: not null }) throw new ArgumentException(
            "FollowOptions.After and FollowOptions.Checkpoint both say where to begin. Set one of them.", nameof(options));
        (_log, _model, _query, _options, _stop, _checkpoint) = (log, model, query, options, stop, options.Checkpoint);
        _newest = Follow();
    }

    private EventFeed(EventFeed<TEvent> feed)
    {
        (_log, _model, _query, _options, _stop) = (feed._log, feed._model, feed._query, feed._options, feed._stop);
        (_checkpoint, _undecodable, _keepsStored) = (feed._checkpoint, feed._undecodable, true);
        _newest = Follow();
    }

    /// <summary>
    /// How far the enumeration is. It rises to the head also while no event matches, so that a feed of rare events can be told from one
    /// that stands still.
    /// </summary>
    public FollowProgress Progress => _newest.Progress;

    /// <summary>
    /// The tag epoch up to which the enumeration was told of retagged keys. Keep it with the position, for
    /// <see cref="FollowOptions.TagEpoch"/>: that of the store may have risen while the enumeration was still on its way.
    /// </summary>
    public long TagEpoch => _newest.SeenTagEpoch;

    /// <summary>
    /// The checkpoint of an event of this feed, with the tag epoch of the enumeration: a follower that goes on from it is told if a tag key
    /// of its query was retagged since.
    /// </summary>
    /// <param name="e">The event that was dealt with last.</param>
    /// <example>
    /// <code>
    /// var feed = store.FollowAsync(UserRegistered.ForEmail(email), saved);
    /// await foreach (var e in feed) await SaveAsync(feed.CheckpointOf(e).ToText());
    /// </code>
    /// </example>
    public Checkpoint CheckpointOf(SequencedEvent<TEvent> e) => new(_log.StoreId, e.Position, e.Metadata.Id) { TagEpoch = TagEpoch };

    /// <summary>
    /// Completes when the loop over this feed has dealt with every event up to a position. The loop has to run meanwhile. Nothing else is
    /// woken by it.
    /// </summary>
    /// <param name="position">The position, such as that of an event that was just appended.</param>
    /// <param name="cancellationToken">Ends the wait with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The position is negative.</exception>
    /// <exception cref="StoreFaultedException">Writing has failed, so the position will not be reached.</exception>
    /// <exception cref="ObjectDisposedException">The store was closed, or the loop has ended, before the position was reached.</exception>
    /// <example>
    /// <code>
    /// var feed = store.FollowAsync(CourseDefined.For(course));
    /// _ = HandleAsync(feed);                              // await foreach (var e in feed) …
    /// var appended = await store.AppendAsync(new CourseDefined(course, 30));
    /// await feed.WaitUntilAsync(appended.Last);           // handled
    /// </code>
    /// </example>
    public ValueTask WaitUntilAsync(long position, CancellationToken cancellationToken = default) =>
        _newest.WaitUntilAsync(position, cancellationToken);

    /// <summary>
    /// The same events with a copy of what the log stores in <see cref="SequencedEvent{TEvent}.Stored"/>, for publishing them elsewhere
    /// without a second serializer.
    /// </summary>
    /// <returns>A feed of its own.</returns>
    public EventFeed<TEvent> WithStored() => new(this);

    /// <param name="cancellationToken">Of <c>WithCancellation</c>; either of the two ends the wait.</param>
    /// <inheritdoc/>
    public async IAsyncEnumerator<SequencedEvent<TEvent>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        using var either = _stop.CanBeCanceled && cancellationToken.CanBeCanceled
            ? CancellationTokenSource.CreateLinkedTokenSource(_stop, cancellationToken)
            : null;
        var stop = either?.Token ?? (_stop.CanBeCanceled ? _stop : cancellationToken);
        using var reader = Begin();
        if (_checkpoint is { } checkpoint) await checkpoint.EnsureOfAsync(_log, stop).ConfigureAwait(false);
        while (await reader.FillAsync(stop).ConfigureAwait(false))
        {
            while (reader.TryDecode<TEvent>(_model, _undecodable, _keepsStored, out var e))
            {
                stop.ThrowIfCancellationRequested();
                yield return e;
            }
        }
    }

    private EventFollower Begin()
    {
        if (Interlocked.Exchange(ref _isTaken, 1) != 0) _newest = Follow();
        return _newest;
    }

    private EventFollower Follow()
    {
        var follower = _checkpoint is { } checkpoint ? FollowAfter(checkpoint) : _log.Follow(_query, _options.After);
        follower.Retagged = _options.Retagged;
        if ((_options.TagEpoch ?? _checkpoint?.TagEpoch) is { } seen) follower.SeenTagEpoch = seen;
        if (_options.Retagged is null && _checkpoint is { TagEpoch: not null } kept)
        {
            // Only of what was retagged before it begins: later ones are told to those who ask for that.
            var now = _log.TagEpoch;
            follower.Retagged = notice => follower.SeenTagEpoch >= now ? false : throw CheckpointException.Retagged(kept, notice);
        }

        return follower;
    }

    /// <summary>What can be told of the checkpoint without reading the log.</summary>
    private EventFollower FollowAfter(Checkpoint after)
    {
        after.EnsureStore(_log);
        try
        {
            return _log.Follow(_query, after.Position);
        }
        catch (PositionBeyondHeadException beyond) when (after.Position > _log.Head)
        {
            throw CheckpointException.LongerHistory(after, beyond.Head);
        }
    }
}
