namespace Opossum.Typed;

/// <summary>
/// The typed face of a log that is read: your event records out, by the codecs that the generator emitted. Every <see cref="OpossumStore"/>
/// is one, and <see cref="OpossumStore.OpenReadOnlyAsync"/> opens one over a store that another process writes. Nothing here appends, so
/// a report or a worker that takes an <see cref="OpossumReader"/> can move to a process of its own.
/// </summary>
/// <example>
/// <code>
/// await using var reader = await OpossumStore.OpenReadOnlyAsync("./data/courses", Courses.Model);
/// await foreach (var e in reader.ReadAsync(CourseDefined.For(course))) Console.WriteLine(e.Event.Capacity);
/// </code>
/// </example>
public partial class OpossumReader : IAsyncDisposable, IDisposable
{
    private readonly IReadOnlyEventLog _log;
    private readonly EventModel _model;
    private readonly TimeProvider _time;
    private bool _isClosed;             // once it begins to close

    /// <summary>The typed face of a log that is open already. Disposing it disposes the log.</summary>
    /// <param name="log">The log.</param>
    /// <param name="model">The event types.</param>
    /// <param name="timeProvider">The clock of consumers and read models; the system's when null.</param>
    /// <param name="keys"><see cref="SubjectKeys.Withheld"/> for a model with personal members, which read as erased then; otherwise
    /// null.</param>
    /// <exception cref="ArgumentException">The model has personal members, and the keys are not withheld.</exception>
    public OpossumReader(IReadOnlyEventLog log, EventModel model, TimeProvider? timeProvider = null, SubjectKeys? keys = null)
        : this(OpossumStore.ForReading(model, keys), log, timeProvider ?? TimeProvider.System) { }

    /// <param name="model">The event types, with their keys.</param>
    /// <param name="log">The log.</param>
    /// <param name="time">The clock.</param>
    private protected OpossumReader(EventModel model, IReadOnlyEventLog log, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(log);
        (_log, _model, _time) = (log, model, time);
        _consumers = new(_time);
    }

    /// <summary>The log below.</summary>
    public IReadOnlyEventLog Log => _log;

    /// <summary>The event types.</summary>
    internal EventModel Model => _model;

    /// <summary>The clock.</summary>
    internal TimeProvider Time => _time;

    /// <inheritdoc cref="IReadOnlyEventLog.StoreId"/>
    public Guid StoreId => _log.StoreId;

    /// <summary>The position of the last event; 0 in an empty store. With the default options, everything up to it is durable.</summary>
    public long Head => _log.Head;

    /// <summary>The position up to which events survive a power cut; equal to <see cref="Head"/> with the default options.</summary>
    public long DurableHead => _log.DurableHead;

    /// <summary>How often the store was retagged; 0 if it never was.</summary>
    public long TagEpoch => _log.TagEpoch;

    /// <inheritdoc cref="IReadOnlyEventLog.BackupAsync"/>
    /// <example>
    /// <code>
    /// var backup = await store.BackupAsync("/mnt/backups/courses");
    /// Console.WriteLine($"Up to position {backup.Head}: {backup.Copied} files copied, {backup.Kept} kept.");
    /// await using var restored = await OpossumStore.OpenAsync("/mnt/backups/courses", Courses.Model);
    /// </code>
    /// </example>
    public Task<BackupResult> BackupAsync(string directory, BackupOptions? options = null, CancellationToken cancellationToken = default) =>
        _log.BackupAsync(directory, options, cancellationToken);

    /// <summary>Finishes what consumers are handling, commits what is under way and closes the store.</summary>
    /// <exception cref="InvalidOperationException">
    /// A handler of one of its consumers calls it, and would wait for itself. Nothing was closed.
    /// </exception>
    public async ValueTask DisposeAsync()
    {
        using var waits = _consumers.BeginClose(_log);
        Volatile.Write(ref _isClosed, true);
        GC.SuppressFinalize(this);
        try
        {
            await _consumers.StopAsync().ConfigureAwait(false);
        }
        finally
        {
            await _log.DisposeAsync().ConfigureAwait(false);
            _model.Keys?.Dispose();
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
        using var waits = _consumers.BeginClose(_log);
        Volatile.Write(ref _isClosed, true);
        GC.SuppressFinalize(this);
        // Away from the caller's context, which may be blocked here. So is the log of another engine closed.
        if (Consumers.Count > 0) Task.Run(_consumers.StopAsync).GetAwaiter().GetResult();
        if (_log is IDisposable log) log.Dispose();
        else Task.Run(async () => await _log.DisposeAsync().ConfigureAwait(false)).GetAwaiter().GetResult();
        _model.Keys?.Dispose();
    }
}
