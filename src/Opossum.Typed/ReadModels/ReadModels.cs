using System.Collections.Frozen;
using Opossum.Typed.CompilerServices;

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
    private volatile FrozenDictionary<string, ReadModelFold> _folds = FrozenDictionary<string, ReadModelFold>.Empty;
    private readonly ReadModelSet _models;
    private Projector? _projector;          // null before it is open

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
        _telemetry = new(store.Log, store.Time, () => _folds.Values.Select(fold => (fold.Shape.Name, LagOf(fold))));
    }

    /// <summary>Why no model goes on at the moment, such as a full disk; it is tried again. Null while all is well.</summary>
    public Exception? Trouble => _projector?.Trouble;

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
        var fold = FoldOf(ReadModelShape.Of<TRow>().Name);
        var tags = TRow.TagsOf(key.Value);
        if (tags.IsDefault)
            throw new NotSupportedException($"The rows of the read model '{fold.Shape.Name}' are not found by tags, so the log can't be "
                + "asked for the events of one. Read the row with FindAsync, and decide by a decision model.");
        var stored = fold.Progress.Stored;
        var (row, position) = await FindRowAsync(key, cancellationToken).ConfigureAwait(false);
        var latest = new LatestRow<TRow, TKey>(fold, row, position);
        var (unless, tagEpoch) = await latest.ReadAsync(key.Value, tags, _store, cancellationToken).ConfigureAwait(false);
        if (!fold.IsRetagged(stored, tagEpoch)) return (latest.Row, unless);

        // Old events have got tags since the row was made, so all of them are read.
        latest = new(fold, row: null, position: 0);
        (unless, _) = await latest.ReadAsync(key.Value, tags, _store, cancellationToken).ConfigureAwait(false);
        return (latest.Row, unless);
    }

    /// <inheritdoc/>
    public Task ResumeAsync(string model) => Running.ResumeAsync(FoldOf(model), position: null);

    /// <inheritdoc/>
    public Task SkipAsync(string model, long position) => Running.ResumeAsync(FoldOf(model), position);

    /// <summary>Stores how far the models are, and ends. The store stays open.</summary>
    public virtual async ValueTask DisposeAsync()
    {
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
        await _storage.OpenAsync(cancellationToken).ConfigureAwait(false);
        var memory = new RowMemory(_options.CacheBytes, _models.Models.Length);
        var folds = new List<ReadModelFold>();
        foreach (var model in _models.Models)
        {
            var fold = model.CreateFold(_storage, memory);
            await BeginAsync(fold, cancellationToken).ConfigureAwait(false);
            folds.Add(fold);
        }

        _folds = folds.ToFrozenDictionary(static fold => fold.Shape.Name, StringComparer.Ordinal);
        var head = _store.DurableHead;
        _projector = new(_store.Log, _store.Model, _storage, [.. folds], _options, _store.Time, _telemetry);
        if (!_options.WaitUntilCaughtUp) return;
        foreach (var fold in folds) await UntilCaughtUpAsync(fold.Progress, head, cancellationToken).ConfigureAwait(false);
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
        if (!FoldOf(name).Progress.Stored.IsComplete) throw new ReadModelNotReadyException(name);
    }

    /// <summary>Throws if any model can't be read.</summary>
    /// <exception cref="ReadModelNotReadyException">One is being built.</exception>
    protected void EnsureReady()
    {
        foreach (var (name, fold) in _folds)
            if (!fold.Progress.Stored.IsComplete) throw new ReadModelNotReadyException(name);
    }

    private Projector Running => _projector ?? throw new InvalidOperationException("The read models are not open.");

    /// <summary>Goes on with the rows that are there, if they are of this logic and this history.</summary>
    private async ValueTask BeginAsync(ReadModelFold fold, CancellationToken cancellationToken)
    {
        var tagEpoch = _store.TagEpoch;
        if (fold.Found is { } found && found.Identity == fold.Shape.Identity)
        {
            try
            {
                await found.Checkpoint.EnsureOfAsync(_store.Log, cancellationToken).ConfigureAwait(false);
                if (!fold.IsRetagged(found, tagEpoch))
                {
                    fold.Begin(found);
                    return;
                }
            }
            catch (CheckpointException error)
            {
                if (_options.WhenHistoryDiffers == HistoryMismatch.Refuse)
                    throw new ReadModelHistoryException(fold.Shape.Name, _storage.Place, error);
            }
        }

        await fold.ResetAsync(_store.StoreId, tagEpoch).ConfigureAwait(false);
    }

    private ReadModelFold FoldOf(string model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return _folds.GetValueOrDefault(model) ?? throw new ArgumentException(
            $"The read model '{model}' is not one of those that were opened: "
                + $"{string.Join(", ", _folds.Keys.Order(StringComparer.Ordinal))}.");
    }

    private long LagOf(ReadModelFold fold)
    {
        var progress = fold.Progress;
        var seen = progress.Failure is null ? _projector?.Seen ?? 0 : 0;
        return Math.Max(_store.DurableHead - Math.Max(progress.Position, seen), 0);
    }
}
