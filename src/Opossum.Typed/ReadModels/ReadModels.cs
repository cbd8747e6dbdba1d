using System.Collections.Frozen;
using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;
using Opossum.Typed.Engine.Storage;

namespace Opossum.Typed;

/// <summary>
/// Read models that follow a store: one pass over the log feeds all of them. Disposing it stores how far they are; the store stays open.
/// The derived classes know where the rows are.
/// </summary>
public abstract partial class ReadModels : IReadModels, IAsyncDisposable
{
    private readonly OpossumReader _store;
    private readonly ReadModelStorage _storage;
    private readonly ReadModelOptions _options;
    private readonly ReadModelTelemetry _telemetry;
    private volatile FrozenDictionary<string, ModelSlot> _slots = FrozenDictionary<string, ModelSlot>.Empty;
    private readonly ReadModelSet _models;
    private volatile Projector? _projector;         // null before it is open, and while another program keeps the rows
    private ModelObserver? _observer;               // while another one does, or did

    /// <summary>For the classes of storages, which then call <see cref="OpenAsync"/>.</summary>
    /// <param name="store">The store to follow.</param>
    /// <param name="models">The models.</param>
    /// <param name="storage">Where the rows are; disposed with this.</param>
    /// <param name="options">The defaults when null.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or a model has an event that the store does not know.</exception>
    protected ReadModels(OpossumReader store, ReadModelSet models, ReadModelStorage storage, ReadModelOptions? options)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(storage);
        _ = new EventInterest(models.Models.Select(static model => model.Shape), store.Model);
        (_store, _models, _storage) = (store, models, storage);
        _options = (options ?? new()).Checked();
        _telemetry = new(store.Log, store.Time, () => _slots.Values.Select(slot => (slot.Shape.Name, LagOf(slot))));
    }

    /// <summary>Why no model goes on at the moment, such as a full disk; it is tried again. Null while all is well.</summary>
    public Exception? Trouble => _projector is { } projector ? projector.Trouble : _observer?.Trouble;

    /// <inheritdoc/>
    public bool IsOwner => _projector is not null;

    /// <inheritdoc/>
    public async ValueTask<TRow?> FindAsync<TRow, TKey>(RowKey<TRow, TKey> key, CancellationToken cancellationToken = default)
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
    {
        EnsureReady<TRow>();
        return (await FindRowAsync(key, cancellationToken).ConfigureAwait(false)).Row;
    }

    /// <inheritdoc/>
    public abstract IAsyncEnumerable<TRow> AllAsync<TRow>(CancellationToken cancellationToken = default)
        where TRow : class, IReadModel<TRow>;

    /// <inheritdoc/>
    public async ValueTask<(TRow? Row, AppendCondition Unless)> LatestAsync<TRow, TKey>(
        RowKey<TRow, TKey> key, CancellationToken cancellationToken = default)
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
    {
        var slot = SlotOf(ReadModelShape.Of<TRow>().Name);
        var shape = slot.Shape;
        var tags = TRow.TagsOf(key.Value);
        if (tags.IsDefault)
            throw new NotSupportedException($"The rows of the read model '{shape.Name}' are not found by tags alone, so the log can't "
                + "be asked for the events of one. Read the row with FindAsync, and decide by a decision model.");

        // A row of earlier logic is not a beginning for this one. Rows that are made in their place are, as far as they are.
        if (slot.Live is { } live && !live.Progress.IsOutdated)
        {
            var stored = live.Progress.Stored;
            var (row, position) = await FindRowAsync(key, cancellationToken).ConfigureAwait(false);
            var latest = new LatestRow<TRow, TKey>(shape, stored.Skipped, row, position);
            var (condition, tagEpoch) = await latest.ReadAsync(key.Value, tags, _store, cancellationToken).ConfigureAwait(false);
            if (!live.IsRetagged(stored, tagEpoch)) return (latest.Row, condition);
        }

        // Old events have got tags since the row was made, or it is of earlier logic, or another program keeps it, whose logic may be
        // another one in the next moment: so all of them are read.
        var whole = new LatestRow<TRow, TKey>(shape, slot.Skipped, row: null, position: 0);
        var (unless, _) = await whole.ReadAsync(key.Value, tags, _store, cancellationToken).ConfigureAwait(false);
        return (whole.Row, unless);
    }

    /// <inheritdoc/>
    public Task ResumeAsync(string model) => Running.ResumeAsync(SlotOf(model), position: null);

    /// <inheritdoc/>
    public Task SkipAsync(string model, long position) => Running.ResumeAsync(SlotOf(model), position);

    /// <inheritdoc/>
    public async Task RebuildAsync(string model, CancellationToken cancellationToken = default)
    {
        var slot = SlotOf(model);
        await Running.RebuildAsync(slot).ConfigureAwait(false);
        await UntilBuiltAsync(slot, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<OrphanedTable>> GetOrphansAsync() => Running.ListOrphansAsync();

    /// <inheritdoc/>
    public Task DropOrphanAsync(string table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Running.DropOrphanAsync(table);
    }

    /// <summary>Stores how far the models are, and ends. The store stays open.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        if (_observer is not null) await _observer.DisposeAsync().ConfigureAwait(false);
        if (_projector is not null) await _projector.DisposeAsync().ConfigureAwait(false);
        await _storage.DisposeAsync().ConfigureAwait(false);
        _telemetry.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Takes the storage, begins to follow the store, and waits as the options say.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ReadModelsLockedException">The storage has an owner already.</exception>
    /// <exception cref="ReadModelHistoryException">Rows are of another history, and the options say to refuse them.</exception>
    protected async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        EnsureApart(_store.Log, _storage.FilePath);
        var context = new FoldContext(_storage, new(_options.CacheBytes, _models.Models.Length), _store);
        ModelSlot[] slots = [.. _models.Models.Select(model => new ModelSlot(model, context, _options.ReadsOldRows))];
        try
        {
            await _storage.OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ReadModelsLockedException) when (_options.WhenOwned == OwnedRows.ReadAlong)
        {
            await ReadAlongAsync(slots, cancellationToken).ConfigureAwait(false);
            return;
        }

        await BeginAsync(slots, cancellationToken).ConfigureAwait(false);
        var head = _store.DurableHead;
        if (!_options.WaitUntilCaughtUp) return;
        foreach (var slot in slots) await UntilCaughtUpAsync(slot, head, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Of a store that is only read, nothing may change, and its backups would have the file.</summary>
    private static void EnsureApart(IReadOnlyEventLog? log, string? file)
    {
        for (; file is not null && log is not null; log = log.Inner)
            if (log is ReadOnlyEventLog reader && FileIdentity.Contains(reader.Location, file))
                throw new ReadModelException(
                    $"The read models in {file} would lie in the store '{reader.Location}', in which a reader changes nothing. "
                        + "Name a file outside of it.");
    }

    /// <summary>Finds a row, and up to where the log is in it, both of one moment.</summary>
    /// <param name="key">The address of the row.</param>
    /// <param name="cancellationToken">Looked at before the read.</param>
    protected abstract ValueTask<(TRow? Row, long Position)> FindRowAsync<TRow, TKey>(
        RowKey<TRow, TKey> key, CancellationToken cancellationToken)
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull;

    /// <summary>Throws if a model can't be read.</summary>
    /// <exception cref="ArgumentException">The read model is not one of these.</exception>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    protected void EnsureReady<TRow>() where TRow : class, IReadModel<TRow>
    {
        var name = ReadModelShape.Of<TRow>().Name;
        if (!SlotOf(name).Progress.IsReadable) throw new ReadModelNotReadyException(name);
    }

    /// <summary>Throws if any model can't be read.</summary>
    /// <exception cref="ReadModelNotReadyException">One is being built.</exception>
    protected void EnsureReady()
    {
        foreach (var (name, slot) in _slots)
            if (!slot.Progress.IsReadable) throw new ReadModelNotReadyException(name);
    }

    private Projector Running => _projector ?? throw (_observer is null
        ? new InvalidOperationException("The read models are not open.")
        : ReadModelsLockedException.ForOwnerOnly(_storage.Place));

    private ModelSlot SlotOf(string model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return _slots.GetValueOrDefault(model) ?? throw new ArgumentException(
            $"The read model '{model}' is not one of those that were opened: "
                + $"{string.Join(", ", _slots.Keys.Order(StringComparer.Ordinal))}.");
    }

    private long LagOf(ModelSlot slot)
    {
        var progress = slot.Progress;
        var seen = progress.Failure is null ? _projector?.Seen ?? 0 : 0;
        return Math.Max(_store.DurableHead - Math.Max(progress.Position, seen), 0);
    }
}
