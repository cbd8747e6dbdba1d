using Opossum.Typed.Personal;

namespace Opossum.Typed;

// How events are read, once or for as long as they come.
public partial class OpossumReader
{
    /// <summary>Reads events of one type.</summary>
    /// <param name="query">Such as <c>CourseDefined.For(course)</c>.</param>
    /// <param name="after">Only events after this position; 0 is the whole history.</param>
    /// <param name="limit">How many to read at most; null for all.</param>
    /// <param name="backward">Whether to read from the newest to the oldest.</param>
    /// <returns>A snapshot, taken now and read while it is enumerated.</returns>
    /// <exception cref="ArgumentException">The event type is not of the model.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A position or the limit is negative.</exception>
    /// <exception cref="PositionBeyondHeadException">
    /// The position to begin at is above the head: it is of another store, or of a history that was lost.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The store was closed.</exception>
    public EventSequence<TEvent> ReadAsync<TEvent>(Query<TEvent> query, long after = 0, long? limit = null, bool backward = false)
        where TEvent : class, IEvent<TEvent> =>
        ReadAsync(query, new ReadOptions { After = after, Limit = limit, Backward = backward });

    /// <inheritdoc cref="ReadAsync{TEvent}(Query{TEvent}, long, long?, bool)"/>
    public EventSequence<TEvent> ReadAsync<TEvent>(Query<TEvent> query, ReadOptions options) where TEvent : class, IEvent<TEvent> =>
        new(_log, _model, _model.Hide(_model.Checked(query)), options);

    /// <summary>Reads events of several types; a <c>switch</c> tells them apart.</summary>
    /// <inheritdoc cref="ReadAsync{TEvent}(Query{TEvent}, long, long?, bool)"/>
    public EventSequence<IEvent> ReadAsync(Query query, long after = 0, long? limit = null, bool backward = false) =>
        ReadAsync(query, new ReadOptions { After = after, Limit = limit, Backward = backward });

    /// <inheritdoc cref="ReadAsync(Query, long, long?, bool)"/>
    public EventSequence<IEvent> ReadAsync(Query query, ReadOptions options) => new(_log, _model, _model.Hide(query), options);

    /// <summary>
    /// Reads a family: of what matches, the events that are a <typeparamref name="TFamily"/>. Where the query says no types, those of the
    /// family are read and no others, as <see cref="EventModel.Family"/> has it: <c>ReadAsync&lt;ICourseEvent&gt;(Query.Tagged(course))</c>
    /// passes over other events with the tag.
    /// </summary>
    /// <typeparam name="TFamily">An interface of yours that extends <see cref="IEvent"/>, or one event type.</typeparam>
    /// <exception cref="ArgumentException">The query names a type that is not of the family, or no event type of the model is.</exception>
    /// <inheritdoc cref="ReadAsync{TEvent}(Query{TEvent}, long, long?, bool)"/>
    public EventSequence<TFamily> ReadAsync<TFamily>(Query query, long after = 0, long? limit = null, bool backward = false)
        where TFamily : class, IEvent =>
        ReadAsync<TFamily>(query, new ReadOptions { After = after, Limit = limit, Backward = backward });

    /// <inheritdoc cref="ReadAsync{TFamily}(Query, long, long?, bool)"/>
    public EventSequence<TFamily> ReadAsync<TFamily>(Query query, ReadOptions options) where TFamily : class, IEvent =>
        new(_log, _model, _model.Hide(_model.Family<TFamily>(query)), options);

    /// <summary>
    /// Reads events of one type and goes on with what is appended later: every match once, in order, none left out, and only what is
    /// durable. Enumerating it waits for more, and ends when the store is closed.
    /// </summary>
    /// <param name="query">Such as <c>CourseDefined.For(course)</c>.</param>
    /// <param name="after">The last position that was dealt with; 0 begins with the first event.</param>
    /// <param name="cancellationToken">Ends the wait for more with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Events without an end, and how far the loop over them is.</returns>
    /// <exception cref="ArgumentException">The event type is not of the model.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The position is negative.</exception>
    /// <exception cref="PositionBeyondHeadException">
    /// The position is above <see cref="DurableHead"/>: it is of another store, of a history that was lost, or of events that are not
    /// flushed yet. Thrown by this call, or over a log on another machine when the enumeration begins; the rest while it is enumerated.
    /// </exception>
    /// <exception cref="EventFormatException">
    /// A payload is not what its event declares, or the model can't decode the event and nothing else was chosen for that.
    /// </exception>
    /// <exception cref="StoreFaultedException">
    /// Writing has failed, so nothing will come any more; what is durable was delivered before.
    /// </exception>
    /// <exception cref="StoreDamagedException">An event is not what was written.</exception>
    /// <exception cref="ObjectDisposedException">The store was closed before this call.</exception>
    /// <example>
    /// <code>
    /// await foreach (var e in store.FollowAsync(StudentSubscribed.For(course), after: checkpoint, stop))
    ///     checkpoint = await ApplyAsync(e.Event, e.Position);
    /// </code>
    /// </example>
    public EventFeed<TEvent> FollowAsync<TEvent>(
        Query<TEvent> query, long after = 0, CancellationToken cancellationToken = default)
        where TEvent : class, IEvent<TEvent> =>
        FollowAsync(query, after, UndecodableEvents.Fail, cancellationToken);

    /// <param name="query">Such as <c>CourseDefined.For(course)</c>.</param>
    /// <param name="after">The last position that was dealt with; 0 begins with the first event.</param>
    /// <param name="undecodable">What to do with events that the model can't decode; an error where it is not said.</param>
    /// <param name="cancellationToken">Ends the wait for more with an <see cref="OperationCanceledException"/>.</param>
    /// <inheritdoc cref="FollowAsync{TEvent}(Query{TEvent}, long, CancellationToken)"/>
    public EventFeed<TEvent> FollowAsync<TEvent>(
        Query<TEvent> query, long after, UndecodableEvents undecodable, CancellationToken cancellationToken = default)
        where TEvent : class, IEvent<TEvent> =>
        new EventFeed<TEvent>(
            _log, _model, _model.Hide(_model.Checked(query)), new() { After = after, Undecodable = undecodable }, cancellationToken);

    /// <summary>Follows events of several types; a <c>switch</c> tells them apart.</summary>
    /// <inheritdoc cref="FollowAsync{TEvent}(Query{TEvent}, long, CancellationToken)"/>
    public EventFeed<IEvent> FollowAsync(
        Query query, long after = 0, CancellationToken cancellationToken = default) =>
        FollowAsync(query, after, UndecodableEvents.Fail, cancellationToken);

    /// <summary>Follows events of several types; a <c>switch</c> tells them apart.</summary>
    /// <inheritdoc cref="FollowAsync{TEvent}(Query{TEvent}, long, UndecodableEvents, CancellationToken)"/>
    public EventFeed<IEvent> FollowAsync(
        Query query, long after, UndecodableEvents undecodable, CancellationToken cancellationToken = default) =>
        new EventFeed<IEvent>(_log, _model, _model.Hide(query), new() { After = after, Undecodable = undecodable }, cancellationToken);

    /// <summary>Follows a family, chosen as <see cref="ReadAsync{TFamily}(Query, long, long?, bool)"/> chooses it.</summary>
    /// <typeparam name="TFamily">An interface of yours that extends <see cref="IEvent"/>, or one event type.</typeparam>
    /// <exception cref="ArgumentException">The query names a type that is not of the family, or no event type of the model is.</exception>
    /// <inheritdoc cref="FollowAsync{TEvent}(Query{TEvent}, long, CancellationToken)"/>
    public EventFeed<TFamily> FollowAsync<TFamily>(
        Query query, long after = 0, CancellationToken cancellationToken = default)
        where TFamily : class, IEvent =>
        FollowAsync<TFamily>(query, after, UndecodableEvents.Fail, cancellationToken);

    /// <summary>Follows a family, chosen as <see cref="ReadAsync{TFamily}(Query, long, long?, bool)"/> chooses it.</summary>
    /// <typeparam name="TFamily">An interface of yours that extends <see cref="IEvent"/>, or one event type.</typeparam>
    /// <exception cref="ArgumentException">
    /// The query names a type that is not of the family, or no event type of the model is; or undecoded events are to be handed out, which
    /// are of no family.
    /// </exception>
    /// <inheritdoc cref="FollowAsync{TEvent}(Query{TEvent}, long, UndecodableEvents, CancellationToken)"/>
    public EventFeed<TFamily> FollowAsync<TFamily>(
        Query query, long after, UndecodableEvents undecodable, CancellationToken cancellationToken = default)
        where TFamily : class, IEvent =>
        new EventFeed<TFamily>(
            _log, _model, _model.Hide(_model.Family<TFamily>(query)), new() { After = after, Undecodable = undecodable },
            cancellationToken);

    /// <param name="query">Such as <c>CourseDefined.For(course)</c>.</param>
    /// <param name="after">How far what is derived from the events has got.</param>
    /// <param name="undecodable">What to do with events that the model can't decode; an error where it is not said.</param>
    /// <param name="cancellationToken">Ends the wait for more with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="CheckpointException">
    /// The checkpoint is of another store, or of a history that this store does not have. That another event is at its position, or that a
    /// tag key of the query was retagged after the checkpoint's tag epoch, is thrown when the enumeration begins.
    /// </exception>
    /// <inheritdoc cref="FollowAsync{TEvent}(Query{TEvent}, long, CancellationToken)"/>
    public EventFeed<TEvent> FollowAsync<TEvent>(
        Query<TEvent> query, Checkpoint after, UndecodableEvents undecodable = UndecodableEvents.Fail,
        CancellationToken cancellationToken = default)
        where TEvent : class, IEvent<TEvent> =>
        new(_log, _model, _model.Hide(_model.Checked(query)), FollowOptions.From(after, undecodable), cancellationToken);

    /// <summary>Follows events of several types; a <c>switch</c> tells them apart.</summary>
    /// <inheritdoc cref="FollowAsync{TEvent}(Query{TEvent}, Checkpoint, UndecodableEvents, CancellationToken)"/>
    public EventFeed<IEvent> FollowAsync(
        Query query, Checkpoint after, UndecodableEvents undecodable = UndecodableEvents.Fail,
        CancellationToken cancellationToken = default) =>
        new(_log, _model, _model.Hide(query), FollowOptions.From(after, undecodable), cancellationToken);

    /// <summary>Follows a family, chosen as <see cref="ReadAsync{TFamily}(Query, long, long?, bool)"/> chooses it.</summary>
    /// <typeparam name="TFamily">An interface of yours that extends <see cref="IEvent"/>, or one event type.</typeparam>
    /// <exception cref="ArgumentException">
    /// The query names a type that is not of the family, or no event type of the model is; or undecoded events are to be handed out, which
    /// are of no family.
    /// </exception>
    /// <inheritdoc cref="FollowAsync{TEvent}(Query{TEvent}, Checkpoint, UndecodableEvents, CancellationToken)"/>
    public EventFeed<TFamily> FollowAsync<TFamily>(
        Query query, Checkpoint after, UndecodableEvents undecodable = UndecodableEvents.Fail,
        CancellationToken cancellationToken = default)
        where TFamily : class, IEvent =>
        new(_log, _model, _model.Hide(_model.Family<TFamily>(query)), FollowOptions.From(after, undecodable), cancellationToken);

    /// <summary>Follows events of one type, and is told when a tag key of the query was retagged.</summary>
    /// <param name="query">Such as <c>UserRegistered.ForEmail(email)</c>.</param>
    /// <param name="options">Where to begin, and what to be told.</param>
    /// <param name="cancellationToken">Ends the wait for more with an <see cref="OperationCanceledException"/>.</param>
    /// <inheritdoc cref="FollowAsync{TEvent}(Query{TEvent}, long, CancellationToken)"/>
    public EventFeed<TEvent> FollowAsync<TEvent>(
        Query<TEvent> query, FollowOptions options, CancellationToken cancellationToken = default) where TEvent : class, IEvent<TEvent> =>
        new(_log, _model, _model.Hide(_model.Checked(query)), options, cancellationToken);

    /// <summary>Follows events of several types, and is told when a tag key of the query was retagged.</summary>
    /// <inheritdoc cref="FollowAsync{TEvent}(Query{TEvent}, FollowOptions, CancellationToken)"/>
    public EventFeed<IEvent> FollowAsync(
        Query query, FollowOptions options, CancellationToken cancellationToken = default) =>
        new(_log, _model, _model.Hide(query), options, cancellationToken);

    /// <summary>
    /// The checkpoint of an event that this store has read. If it was read by tags, use <see cref="EventFeed{TEvent}.CheckpointOf"/>, which
    /// knows at which tag epoch that was.
    /// </summary>
    /// <param name="e">The event.</param>
    public Checkpoint CheckpointOf<TEvent>(SequencedEvent<TEvent> e) where TEvent : IEvent => new(StoreId, e.Position, e.Metadata.Id);
}
