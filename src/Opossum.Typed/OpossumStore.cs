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
    private bool _isClosed;             // once it begins to close

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

    /// <summary>The event types.</summary>
    internal EventModel Model => _model;

    /// <summary>The clock.</summary>
    internal TimeProvider Time => _time;

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
        var store = new OpossumStore(await EmbeddedEventLog.OpenAsync(path, options, cancellationToken).ConfigureAwait(false), model);
        try
        {
            await store.RetagEmptyAsync(cancellationToken).ConfigureAwait(false);
            return store;
        }
        catch
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A store in memory, on the same engine: for tests and throw-away data. Nothing survives it.</summary>
    public static OpossumStore OpenInMemory(EventModel model, OpossumOptions? options = null)
    {
        var store = new OpossumStore(EmbeddedEventLog.OpenInMemory(options), model);
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
    /// <exception cref="InvalidOperationException">
    /// A handler of one of its consumers calls it, and would wait for itself. Nothing was closed.
    /// </exception>
    public async ValueTask DisposeAsync()
    {
        using var waits = _consumers.BeginClose(Log);
        Volatile.Write(ref _isClosed, true);
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
    /// <exception cref="InvalidOperationException">
    /// A handler of one of its consumers calls it, and would wait for itself. Nothing was closed.
    /// </exception>
    public void Dispose()
    {
        using var waits = _consumers.BeginClose(Log);
        Volatile.Write(ref _isClosed, true);
        // Away from the caller's context, which may be blocked here. So is the log of another engine closed.
        if (Consumers.Count > 0) Task.Run(_consumers.StopAsync).GetAwaiter().GetResult();
        if (Log is IDisposable log) log.Dispose();
        else Task.Run(async () => await Log.DisposeAsync().ConfigureAwait(false)).GetAwaiter().GetResult();
    }
}
