using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>
/// Read models whose rows are in memory, as many as there are. If the log is an <see cref="EmbeddedEventLog"/>, a snapshot of them lies
/// beside it, in the directory <c>read-models</c> of the store, so that a start folds only what came later. The snapshot is derived: it can
/// be deleted, backups don't have it, and if it does not fit the store, the rows are made again.
/// </summary>
/// <remarks>
/// There is no SQL and no index here: <see cref="ReadModels.FindAsync"/> finds a row by its key at once, and everything else looks at all
/// rows, with LINQ. That is fast up to some ten thousand rows.
/// </remarks>
/// <example>
/// <code>
/// await using var views = await InMemoryReadModels.OpenAsync(store, Courses.ReadModels);
/// CourseCard? card = await views.FindAsync(CourseCard.At(course));
/// var page = views.Page&lt;CourseCard>(cards => cards.Where(c => !c.Full).OrderBy(c => c.Title), number: 1, size: 50);
/// </code>
/// </example>
public sealed class InMemoryReadModels : ReadModels
{
    private readonly MemoryRowStorage _storage;

    private InMemoryReadModels(OpossumReader store, ReadModelSet models, MemoryRowStorage storage, ReadModelOptions options)
        : base(store, models, storage, options) => _storage = storage;

    /// <summary>Begins to follow a store, from the snapshot if there is one, and waits as the options say.</summary>
    /// <param name="store">The store.</param>
    /// <param name="models">The models: the generated <c>ReadModels</c> of your class with <see cref="EventModelAttribute"/>.</param>
    /// <param name="options">The defaults when null. <see cref="ReadModelOptions.CacheBytes"/> and
    /// <see cref="ReadModelOptions.WhenHistoryDiffers"/> have no meaning here: all rows are in memory, and a snapshot of another history is
    /// dropped.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or a model has an event that the store does not know.</exception>
    /// <exception cref="ReadModelException">Events can't be read.</exception>
    public static async ValueTask<InMemoryReadModels> OpenAsync(
        OpossumReader store, ReadModelSet models, ReadModelOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        options = (options ?? new()) with { WhenHistoryDiffers = HistoryMismatch.Rebuild };
        var views = new InMemoryReadModels(store, models, new(store.Log), options);
        try
        {
            await views.OpenAsync(cancellationToken).ConfigureAwait(false);
            return views;
        }
        catch
        {
            await views.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Returns all rows of one moment, in no particular order, and the position up to which the log is in them.</summary>
    /// <exception cref="ArgumentException">The read model is not one of these.</exception>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    public (ImmutableArray<TRow> Rows, long Position) GetAll<TRow>() where TRow : class, IReadModel<TRow>
    {
        EnsureReady<TRow>();
        return RowsOf<TRow>().GetAll();
    }

    /// <summary>Returns a page of rows.</summary>
    /// <param name="query">Selects and orders the rows of all pages.</param>
    /// <param name="number">The number of the page, from 1.</param>
    /// <param name="size">How many rows a page has at most.</param>
    /// <exception cref="ArgumentException">The read model is not one of these.</exception>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    public ReadModelPage<TRow> Page<TRow>(Func<IEnumerable<TRow>, IEnumerable<TRow>> query, int number, int size)
        where TRow : class, IReadModel<TRow>
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        var (rows, position) = GetAll<TRow>();
        TRow[] all = [.. query(rows)];
        var first = Math.Min((long)(number - 1) * size, all.Length);
        return new([.. all.AsSpan((int)first, (int)Math.Min(size, all.Length - first))], number, size, all.Length, position);
    }

    /// <summary>
    /// Watches rows: gives those that a query selects as they are, with the position that they are of, and all of them again whenever they
    /// are others. No change is missed between the first rows and the next ones.
    /// </summary>
    /// <remarks>
    /// After each change of the table the query runs again, at most as often as the loop asks for more. Everything else is as for
    /// <see cref="IReadModels.WatchAsync{TRow, TKey}"/>.
    /// </remarks>
    /// <param name="query">Selects and orders the rows.</param>
    /// <param name="cancellationToken">Ends the enumeration with an <see cref="OperationCanceledException"/>.</param>
    /// <inheritdoc cref="IReadModels.WatchAsync{TRow, TKey}" path="/exception"/>
    /// <example>
    /// <code>
    /// await foreach (var (cards, _) in views.WatchAsync&lt;CourseCard>(all => all.Where(c => !c.Full).OrderBy(c => c.Title), stop))
    ///     Console.WriteLine($"{cards.Length} courses have a free seat");
    /// </code>
    /// </example>
    public IAsyncEnumerable<(ImmutableArray<TRow> Rows, long Position)> WatchAsync<TRow>(
        Func<IEnumerable<TRow>, IEnumerable<TRow>> query, CancellationToken cancellationToken = default)
        where TRow : class, IReadModel<TRow>
    {
        ArgumentNullException.ThrowIfNull(query);
        return WatchRowsAsync<TRow, (ImmutableArray<TRow> Rows, long Position)>(Read, AreSame, cancellationToken);

        ValueTask<(ImmutableArray<TRow>, long)> Read(CancellationToken stop)
        {
            var (rows, position) = RowsOf<TRow>().GetAll();
            return new(([.. query(rows)], position));
        }

        bool AreSame((ImmutableArray<TRow> Rows, long) left, (ImmutableArray<TRow> Rows, long) right) =>
            left.Rows.Length == right.Rows.Length && left.Rows.Zip(right.Rows).All(pair => RowsOf<TRow>().AreSame(pair.First, pair.Second));
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<TRow> AllAsync<TRow>([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var row in GetAll<TRow>().Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return row;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override ValueTask<(TRow? Row, long Position)> FindRowAsync<TRow, TKey>(
        RowKey<TRow, TKey> key, CancellationToken cancellationToken) where TRow : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(((MemoryRowTable<TRow, TKey>)_storage[ReadModelShape.Of<TRow>().Name]).Find(key.Value));
    }

    private IMemoryRows<TRow> RowsOf<TRow>() where TRow : class, IReadModel<TRow> =>
        (IMemoryRows<TRow>)_storage[ReadModelShape.Of<TRow>().Name];
}
