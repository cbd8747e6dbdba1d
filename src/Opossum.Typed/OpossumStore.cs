using System.Runtime.InteropServices;

namespace Opossum.Typed;

/// <summary>The typed face of a log: your event records in and out, by the codecs that the generator emitted.</summary>
/// <example>
/// <code>
/// await using var store = await OpossumStore.OpenAsync("./data/courses", Courses.Model);
/// await store.AppendAsync(new CourseDefined(course, Capacity: 30), unless: CourseDefined.For(course));
/// await foreach (var e in store.ReadAsync(CourseDefined.For(course))) Console.WriteLine(e.Event.Capacity);
/// </code>
/// </example>
public sealed partial class OpossumStore : IAsyncDisposable, IDisposable
{
    private readonly EventModel _model;
    private readonly TimeProvider _time;

    /// <summary>The typed face of a log that is open already. Disposing the store disposes the log.</summary>
    /// <param name="log">The log.</param>
    /// <param name="model">The event types.</param>
    /// <param name="options">The clock and the timeout of decisions. When null, those that an <see cref="EmbeddedEventLog"/> was opened
    /// with, and otherwise the defaults.</param>
    public OpossumStore(IEventLog log, EventModel model, OpossumOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(model);
        (Log, _model) = (log, model);
        log.DeclareTags(model.Tags);
        options = options?.Checked() ?? (log as EmbeddedEventLog)?.Options ?? new();
        (_decisions, _time, _consumers) = (new(log, model, options), options.TimeProvider, new(options.TimeProvider));
    }

    /// <summary>The log below.</summary>
    public IEventLog Log { get; }

    /// <inheritdoc cref="IEventLog.StoreId"/>
    public Guid StoreId => Log.StoreId;

    /// <summary>The position of the last event; 0 in an empty store. With the default options, everything up to it is durable.</summary>
    public long Head => Log.Head;

    /// <summary>The position up to which events survive a power cut; equal to <see cref="Head"/> with the default options.</summary>
    public long DurableHead => Log.DurableHead;

    /// <summary>What opening found; null for a log of another engine that does not say.</summary>
    public Recovery? Recovery => Log.Recovery;

    /// <summary>Opens a store in a directory, which is made when it is missing, and recovers it.</summary>
    /// <param name="path">The directory. It holds one store and nothing else.</param>
    /// <param name="model">The event types: the generated <c>Model</c> of your class with <see cref="EventModelAttribute"/>.</param>
    /// <param name="options">The defaults when null.</param>
    /// <param name="cancellationToken">Looked at before opening begins.</param>
    /// <exception cref="StoreAccessException">
    /// The directory can't be read or written: permissions, a read-only file system, a full disk.
    /// </exception>
    /// <exception cref="StoreLockedException">It is open already.</exception>
    /// <exception cref="StoreFormatException">It holds something else than a store of this version.</exception>
    /// <exception cref="StoreDamagedException">
    /// Events that were acknowledged are missing or altered. Opening does not read all of a large log: docs/durability.md lists what it
    /// finds.
    /// </exception>
    public static async ValueTask<OpossumStore> OpenAsync(
        string path, EventModel model, OpossumOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new(await EmbeddedEventLog.OpenAsync(path, options, cancellationToken).ConfigureAwait(false), model);
    }

    /// <summary>A store in memory, on the same engine: for tests and throw-away data. Nothing survives it.</summary>
    public static OpossumStore OpenInMemory(EventModel model, OpossumOptions? options = null) =>
        new(EmbeddedEventLog.OpenInMemory(options), model);

    /// <summary>Appends one event.</summary>
    /// <inheritdoc cref="AppendAsync(ReadOnlySpan{IEvent}, AppendCondition?, AppendKey?, Durability, AppendMetadata?, CancellationToken)"/>
    public ValueTask<AppendResult> AppendAsync(
        IEvent @event, AppendCondition? unless = null, AppendKey? key = null, Durability durability = Durability.AsConfigured,
        AppendMetadata? metadata = null, CancellationToken cancellationToken = default) =>
        AppendAsync(new ReadOnlySpan<IEvent>(in @event), unless, key, durability, metadata, cancellationToken);

    /// <summary>Appends events as one: all or none, at positions without a gap between them.</summary>
    /// <inheritdoc cref="AppendAsync(ReadOnlySpan{IEvent}, AppendCondition?, AppendKey?, Durability, AppendMetadata?, CancellationToken)"/>
    public ValueTask<AppendResult> AppendAsync(
        IEnumerable<IEvent> events, AppendCondition? unless = null, AppendKey? key = null, Durability durability = Durability.AsConfigured,
        AppendMetadata? metadata = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        return events switch
        {
            List<IEvent> list => AppendAsync(CollectionsMarshal.AsSpan(list), unless, key, durability, metadata, cancellationToken),
            _ => AppendAsync([.. events], unless, key, durability, metadata, cancellationToken),
        };
    }

    /// <summary>
    /// Appends events as one: all or none, at positions without a gap between them, and acknowledged after they are flushed (unless the
    /// options say otherwise).
    /// </summary>
    /// <param name="events">At least one, all of the model.</param>
    /// <param name="unless">Refuses the append when an event matches, judged against everything before it and never against its own events;
    /// null appends in any case.</param>
    /// <param name="key">Makes the append safe to repeat, also after a restart: looked up before the condition.</param>
    /// <param name="durability"><see cref="Durability.Flushed"/> waits for the flush also where the options acknowledge before it. By
    /// default the options decide.</param>
    /// <param name="metadata">What is stored beside each event; null for what the current activity says.</param>
    /// <param name="cancellationToken">Looked at before the append is queued; afterwards it completes, whole.</param>
    /// <returns>The positions of the first and the last event.</returns>
    /// <exception cref="ArgumentException">There is no event, or one is not of the model.</exception>
    /// <exception cref="AppendLimitException">A limit is exceeded.</exception>
    /// <exception cref="EventFormatException">
    /// An event holds what can't be stored: NaN, half a surrogate pair, an empty or overlong tag, an all-zero guid as a tag.
    /// </exception>
    /// <exception cref="AppendConditionFailedException">The condition refused; nothing was written.</exception>
    /// <exception cref="PositionBeyondHeadException">
    /// The condition has a position above the head, after which it could never refuse; nothing was written.
    /// </exception>
    /// <exception cref="AppendKeyReusedException">The key was used before for events of another content; nothing was written.</exception>
    /// <exception cref="StoreFaultedException">Writing has failed, now or before.</exception>
    public ValueTask<AppendResult> AppendAsync(
        ReadOnlySpan<IEvent> events, AppendCondition? unless = null, AppendKey? key = null, Durability durability = Durability.AsConfigured,
        AppendMetadata? metadata = null, CancellationToken cancellationToken = default)
    {
        using var batch = EventBatch.Rent(metadata);
        foreach (var e in events) batch.Add(e, _model);
        return Log.AppendAsync(batch.Events, unless, key, durability, cancellationToken);
    }

    /// <summary>Appends one event, for who expects to be refused: the refusal is an answer and no exception.</summary>
    /// <inheritdoc cref="AppendAsync(ReadOnlySpan{IEvent}, AppendCondition?, AppendKey?, Durability, AppendMetadata?, CancellationToken)"/>
    public ValueTask<AppendOutcome> TryAppendAsync(
        IEvent @event, AppendCondition unless, AppendKey? key = null, Durability durability = Durability.AsConfigured,
        AppendMetadata? metadata = null, CancellationToken cancellationToken = default) =>
        TryAppendAsync(new ReadOnlySpan<IEvent>(in @event), unless, key, durability, metadata, cancellationToken);

    /// <summary>Appends events as one, for who expects to be refused: the refusal is an answer and no exception.</summary>
    /// <inheritdoc cref="AppendAsync(ReadOnlySpan{IEvent}, AppendCondition?, AppendKey?, Durability, AppendMetadata?, CancellationToken)"/>
    public ValueTask<AppendOutcome> TryAppendAsync(
        IEnumerable<IEvent> events, AppendCondition unless, AppendKey? key = null, Durability durability = Durability.AsConfigured,
        AppendMetadata? metadata = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        return events switch
        {
            List<IEvent> list => TryAppendAsync(CollectionsMarshal.AsSpan(list), unless, key, durability, metadata, cancellationToken),
            _ => TryAppendAsync([.. events], unless, key, durability, metadata, cancellationToken),
        };
    }

    /// <summary>Appends events as one, for who expects to be refused: the refusal is an answer and no exception.</summary>
    /// <inheritdoc cref="AppendAsync(ReadOnlySpan{IEvent}, AppendCondition?, AppendKey?, Durability, AppendMetadata?, CancellationToken)"/>
    public ValueTask<AppendOutcome> TryAppendAsync(
        ReadOnlySpan<IEvent> events, AppendCondition unless, AppendKey? key = null, Durability durability = Durability.AsConfigured,
        AppendMetadata? metadata = null, CancellationToken cancellationToken = default)
    {
        using var batch = EventBatch.Rent(metadata);
        foreach (var e in events) batch.Add(e, _model);
        return Log.TryAppendAsync(batch.Events, unless, key, durability, cancellationToken);
    }

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
        new(Log, _model, _model.Checked(query), options);

    /// <summary>Reads events of several types; a <c>switch</c> tells them apart.</summary>
    /// <inheritdoc cref="ReadAsync{TEvent}(Query{TEvent}, long, long?, bool)"/>
    public EventSequence<IEvent> ReadAsync(Query query, long after = 0, long? limit = null, bool backward = false) =>
        ReadAsync(query, new ReadOptions { After = after, Limit = limit, Backward = backward });

    /// <inheritdoc cref="ReadAsync(Query, long, long?, bool)"/>
    public EventSequence<IEvent> ReadAsync(Query query, ReadOptions options) => new(Log, _model, query, options);

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
        new(Log, _model, _model.Family<TFamily>(query), options);

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
            Log, _model, _model.Checked(query), new() { After = after, Undecodable = undecodable }, cancellationToken);

    /// <summary>Follows events of several types; a <c>switch</c> tells them apart.</summary>
    /// <inheritdoc cref="FollowAsync{TEvent}(Query{TEvent}, long, CancellationToken)"/>
    public EventFeed<IEvent> FollowAsync(
        Query query, long after = 0, CancellationToken cancellationToken = default) =>
        FollowAsync(query, after, UndecodableEvents.Fail, cancellationToken);

    /// <summary>Follows events of several types; a <c>switch</c> tells them apart.</summary>
    /// <inheritdoc cref="FollowAsync{TEvent}(Query{TEvent}, long, UndecodableEvents, CancellationToken)"/>
    public EventFeed<IEvent> FollowAsync(
        Query query, long after, UndecodableEvents undecodable, CancellationToken cancellationToken = default) =>
        new EventFeed<IEvent>(Log, _model, query, new() { After = after, Undecodable = undecodable }, cancellationToken);

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
            Log, _model, _model.Family<TFamily>(query), new() { After = after, Undecodable = undecodable }, cancellationToken);

    /// <param name="query">Such as <c>CourseDefined.For(course)</c>.</param>
    /// <param name="after">How far what is derived from the events has got.</param>
    /// <param name="undecodable">What to do with events that the model can't decode; an error where it is not said.</param>
    /// <param name="cancellationToken">Ends the wait for more with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="CheckpointException">
    /// The checkpoint is of another store, or of a history that this store does not have. That another event is at its position is thrown
    /// when the enumeration begins.
    /// </exception>
    /// <inheritdoc cref="FollowAsync{TEvent}(Query{TEvent}, long, CancellationToken)"/>
    public EventFeed<TEvent> FollowAsync<TEvent>(
        Query<TEvent> query, Checkpoint after, UndecodableEvents undecodable = UndecodableEvents.Fail,
        CancellationToken cancellationToken = default)
        where TEvent : class, IEvent<TEvent> =>
        new(Log, _model, _model.Checked(query), FollowOptions.From(after, undecodable), cancellationToken, after);

    /// <summary>Follows events of several types; a <c>switch</c> tells them apart.</summary>
    /// <inheritdoc cref="FollowAsync{TEvent}(Query{TEvent}, Checkpoint, UndecodableEvents, CancellationToken)"/>
    public EventFeed<IEvent> FollowAsync(
        Query query, Checkpoint after, UndecodableEvents undecodable = UndecodableEvents.Fail,
        CancellationToken cancellationToken = default) =>
        new(Log, _model, query, FollowOptions.From(after, undecodable), cancellationToken, after);

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
        new(Log, _model, _model.Family<TFamily>(query), FollowOptions.From(after, undecodable), cancellationToken, after);

    /// <summary>The checkpoint of an event that this store has read.</summary>
    /// <param name="e">The event.</param>
    public Checkpoint CheckpointOf<TEvent>(SequencedEvent<TEvent> e) where TEvent : IEvent => new(StoreId, e.Position, e.Metadata.Id);

    /// <inheritdoc cref="IEventLog.FlushAsync"/>
    public ValueTask FlushAsync(CancellationToken cancellationToken = default) => Log.FlushAsync(cancellationToken);

    /// <inheritdoc cref="IEventLog.BackupAsync"/>
    /// <example>
    /// <code>
    /// var backup = await store.BackupAsync("/mnt/backups/courses");
    /// Console.WriteLine($"Up to position {backup.Head}: {backup.Copied} files copied, {backup.Kept} kept.");
    /// await using var restored = await OpossumStore.OpenAsync("/mnt/backups/courses", Courses.Model);
    /// </code>
    /// </example>
    public Task<BackupResult> BackupAsync(string directory, BackupOptions? options = null, CancellationToken cancellationToken = default) =>
        Log.BackupAsync(directory, options, cancellationToken);

    /// <summary>Finishes what consumers are handling, commits what is under way and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _consumers.StopAsync().ConfigureAwait(false);
        }
        finally
        {
            await Log.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Does the same as <see cref="DisposeAsync"/> and blocks until it is done: for a <c>using</c> without <c>await</c>, and for containers
    /// that are disposed so. Prefer <c>await using</c>.
    /// </summary>
    public void Dispose()
    {
        // Away from the caller's context, which may be blocked here. So is the log of another engine closed.
        if (Consumers.Count > 0) Task.Run(_consumers.StopAsync).GetAwaiter().GetResult();
        if (Log is IDisposable log) log.Dispose();
        else Task.Run(async () => await Log.DisposeAsync().ConfigureAwait(false)).GetAwaiter().GetResult();
    }
}
