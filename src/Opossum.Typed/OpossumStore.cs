using System.Runtime.InteropServices;
using Opossum.Typed.Personal;

namespace Opossum.Typed;

/// <summary>
/// The typed face of a log: your event records in and out, by the codecs that the generator emitted. What reads, follows and folds them is
/// in <see cref="OpossumReader"/>; code that takes one runs over this store, and in another process too.
/// </summary>
/// <example>
/// <code>
/// await using var store = await OpossumStore.OpenAsync("./data/courses", Courses.Model);
/// await store.AppendAsync(new CourseDefined(course, Capacity: 30), unless: CourseDefined.For(course));
/// await foreach (var e in store.ReadAsync(CourseDefined.For(course))) Console.WriteLine(e.Event.Capacity);
/// </code>
/// </example>
public sealed partial class OpossumStore : OpossumReader
{
    private readonly EventModel _model;
    private readonly SubjectPreparation? _subjects;     // null without keys

    /// <summary>The typed face of a log that is open already. Disposing the store disposes the log.</summary>
    /// <param name="log">The log.</param>
    /// <param name="model">The event types.</param>
    /// <param name="options">The clock and the timeout of decisions. When null, those that an <see cref="EmbeddedEventLog"/> was opened
    /// with, and otherwise the defaults.</param>
    /// <exception cref="ArgumentException">The model has personal members, and the options have no keys.</exception>
    public OpossumStore(IEventLog log, EventModel model, OpossumOptions? options = null)
        : base(WithKeys(model, OptionsOf(log, options)), log, OptionsOf(log, options).TimeProvider)
    {
        (Log, _model) = (log, Model);
        log.DeclareTags(_model.Tags);
        if (_model.Keys is { } keys) (_subjects, _eraser) = (new(log, _model, keys), new(log, _model, keys));
        _decisions = new(log, _model, OptionsOf(log, options)) { Subjects = _subjects };
    }

    /// <summary>The log below.</summary>
    public new IEventLog Log { get; }

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
    /// <exception cref="StoreLockedException">It is open already. The message names the holder.</exception>
    /// <exception cref="StoreFormatException">It holds something else than a store of this version.</exception>
    /// <exception cref="StoreDamagedException">
    /// Events that were acknowledged are missing or altered. Opening does not read all of a large log: docs/durability.md lists what it
    /// finds.
    /// </exception>
    public static ValueTask<OpossumStore> OpenAsync(
        string path, EventModel model, OpossumOptions? options = null, CancellationToken cancellationToken = default) =>
        OpenAsync(path, model, options, TimeSpan.Zero, cancellationToken);

    /// <summary>
    /// Opens a store as soon as the process that has it closes it: for a rolling update, where the next process starts before the old one
    /// has stopped.
    /// </summary>
    /// <param name="path">The directory. It holds one store and nothing else.</param>
    /// <param name="model">The event types: the generated <c>Model</c> of your class with <see cref="EventModelAttribute"/>.</param>
    /// <param name="options">The defaults when null.</param>
    /// <param name="waitForLock">How long to wait while another process, or this one, has the store open;
    /// <see cref="Timeout.InfiniteTimeSpan"/> leaves it to the cancellation token.</param>
    /// <param name="cancellationToken">Looked at before opening begins, and while it waits.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="waitForLock"/> is negative and not infinite.</exception>
    /// <exception cref="StoreLockedException">It is open still when the time is over. The message names the holder.</exception>
    /// <inheritdoc cref="OpenAsync(string, EventModel, OpossumOptions?, CancellationToken)"/>
    /// <example>
    /// <code>
    /// await using var store = await OpossumStore.OpenAsync("./data/courses", Courses.Model, null, waitForLock: TimeSpan.FromSeconds(30));
    /// </code>
    /// </example>
    public static async ValueTask<OpossumStore> OpenAsync(
        string path, EventModel model, OpossumOptions? options, TimeSpan waitForLock,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var log = await EmbeddedEventLog.OpenAsync(path, options, waitForLock, cancellationToken).ConfigureAwait(false);
        OpossumStore? store = null;
        try
        {
            store = new(log, model);
            await store.OpenKeysAsync(cancellationToken).ConfigureAwait(false);
            await store.RetagEmptyAsync(cancellationToken).ConfigureAwait(false);
            return store;
        }
        catch
        {
            if (store is null) await log.DisposeAsync().ConfigureAwait(false);
            else await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Opens a store for reading, whether another process has it open or not: what is durable, and what becomes so. Nothing is locked or
    /// changed; see <see cref="EmbeddedEventLog.OpenReadOnlyAsync"/>.
    /// </summary>
    /// <param name="path">The directory of the store.</param>
    /// <param name="model">The event types: the generated <c>Model</c> of your class with <see cref="EventModelAttribute"/>.</param>
    /// <param name="options">The defaults when null.</param>
    /// <param name="cancellationToken">Looked at before opening begins, and while it waits for the store.</param>
    /// <inheritdoc cref="EmbeddedEventLog.OpenReadOnlyAsync"/>
    /// <example>
    /// <code>
    /// await using var reader = await OpossumStore.OpenReadOnlyAsync("./data/courses", Courses.Model);
    /// await foreach (var e in reader.ReadAsync(CourseDefined.For(course))) Console.WriteLine(e.Event.Capacity);
    /// </code>
    /// </example>
    public static async ValueTask<OpossumReader> OpenReadOnlyAsync(
        string path, EventModel model, ReadOnlyOptions? options = null, CancellationToken cancellationToken = default)
    {
        ForReading(model, options?.Keys);           // before anything is opened
        var log = await EmbeddedEventLog.OpenReadOnlyAsync(path, options, cancellationToken).ConfigureAwait(false);
        return new OpossumReader(log, model, log.Options.TimeProvider, options?.Keys);
    }

    /// <summary>A store in memory, on the same engine: for tests and throw-away data. Nothing survives it.</summary>
    public static OpossumStore OpenInMemory(EventModel model, OpossumOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.IsPersonal && options?.Keys is null) options = (options ?? new()).WithKeys(SubjectKeys.InMemory());
        var store = new OpossumStore(EmbeddedEventLog.OpenInMemory(options), model);
        store.OpenKeysAsync().AsTask().GetAwaiter().GetResult();
        store.RetagEmptyAsync(default).AsTask().GetAwaiter().GetResult();
        return store;
    }

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
        if (_subjects is not null && _subjects.IsNeeded(events))
            return AppendPreparedAsync(events.ToArray(), unless, key, durability, metadata, cancellationToken);
        using var batch = EventBatch.Rent(metadata);
        foreach (var e in events) batch.Add(e, _model, key);
        return Log.AppendAsync(batch.Events, _model.Hide(unless), key, durability, cancellationToken);
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
        if (_subjects is not null && _subjects.IsNeeded(events))
            return TryAppendPreparedAsync(events.ToArray(), unless, key, durability, metadata, cancellationToken);
        using var batch = EventBatch.Rent(metadata);
        foreach (var e in events) batch.Add(e, _model, key);
        return Log.TryAppendAsync(batch.Events, _model.Hide(unless)!, key, durability, cancellationToken);
    }

    /// <inheritdoc cref="IEventLog.FlushAsync"/>
    public ValueTask FlushAsync(CancellationToken cancellationToken = default) => Log.FlushAsync(cancellationToken);

    private static OpossumOptions OptionsOf(IEventLog log, OpossumOptions? options) =>
        options?.Checked() ?? (log as EmbeddedEventLog)?.Options ?? new();
}
