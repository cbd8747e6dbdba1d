using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>Rows that are folded from the events of a store, and kept up to date: to find, to wait for, and to decide by.</summary>
public interface IReadModels
{
    /// <summary>
    /// True if this program makes the rows; false while another one does and this one reads along
    /// (<see cref="ReadModelOptions.WhenOwned"/>).
    /// </summary>
    bool IsOwner => true;

    /// <summary>Returns a row as it is stored; null if there is none.</summary>
    /// <param name="key">The address of the row: the generated <c>At</c>.</param>
    /// <param name="cancellationToken">Looked at before the read.</param>
    /// <exception cref="ArgumentException">The read model is not one of these.</exception>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    /// <example>
    /// <code>
    /// CourseCard? card = await views.FindAsync(CourseCard.At(course));
    /// </code>
    /// </example>
    ValueTask<TRow?> FindAsync<TRow, TKey>(RowKey<TRow, TKey> key, CancellationToken cancellationToken = default)
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull;

    /// <summary>Returns all rows, of one moment and in no particular order.</summary>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <exception cref="ArgumentException">The read model is not one of these.</exception>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    IAsyncEnumerable<TRow> AllAsync<TRow>(CancellationToken cancellationToken = default) where TRow : class, IReadModel<TRow>;

    /// <summary>
    /// Returns a row as of now: what is stored, and on it those events of its key that are not yet in it. It is as exact as a decision
    /// model however far the rows lag behind, and comes with the condition to append by.
    /// </summary>
    /// <param name="key">The address of the row: the generated <c>At</c>.</param>
    /// <param name="cancellationToken">Looked at before each read of a block.</param>
    /// <returns>The row, and the condition that refuses an append if an event that concerns the row was appended since.</returns>
    /// <exception cref="ArgumentException">The read model is not one of these.</exception>
    /// <exception cref="NotSupportedException">Its rows are not found by tags, so the log can't be asked for the events of one.</exception>
    /// <exception cref="ReadModelStoppedException">A handler fails at one of the events.</exception>
    /// <example>
    /// <code>
    /// var (card, unless) = await views.LatestAsync(CourseCard.At(course));
    /// if (card is { Full: false }) await store.AppendAsync(new StudentSubscribed(course, ada), unless);
    /// </code>
    /// </example>
    ValueTask<(TRow? Row, AppendCondition Unless)> LatestAsync<TRow, TKey>(
        RowKey<TRow, TKey> key, CancellationToken cancellationToken = default)
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull;

    /// <summary>
    /// Watches a row: gives it as it is, and again whenever it is another one; null while there is none, such as after it was deleted. No
    /// change is missed between the first row and the next ones.
    /// </summary>
    /// <remarks>
    /// Nothing is queued. If the loop takes long, it gets the newest row next and none of those between, so a pause in the loop is a limit
    /// on how often it runs. The last state always comes. Until the rows of a model can be read, the loop waits for them. While they are
    /// made again it gets the old ones, and then the new one if that is another.
    /// <para>
    /// The enumeration ends when the store or the read models are closed.
    /// </para>
    /// </remarks>
    /// <param name="key">The address of the row: the generated <c>At</c>.</param>
    /// <param name="cancellationToken">Ends the enumeration with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">The read model is not one of these.</exception>
    /// <exception cref="ReadModelStoppedException">
    /// The model stands still at an event. Thrown by the enumeration, after the row as it is.
    /// </exception>
    /// <exception cref="ReadModelException">
    /// The store was replaced or is damaged, or writing to it has failed; the cause is inside. Thrown by the enumeration, likewise.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The store or the read models were closed before this call.</exception>
    /// <example>
    /// <code>
    /// await foreach (CourseCard? card in views.WatchAsync(CourseCard.At(course), stop))
    ///     Console.WriteLine(card is null ? "closed" : $"{card.Taken} of {card.Capacity} seats are taken");
    /// </code>
    /// </example>
    IAsyncEnumerable<TRow?> WatchAsync<TRow, TKey>(RowKey<TRow, TKey> key, CancellationToken cancellationToken = default)
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull;

    /// <summary>
    /// Completes when every event up to a position is in the rows of all models, or does not concern them: a read after it sees what you
    /// wrote.
    /// </summary>
    /// <param name="position">The position of the event.</param>
    /// <param name="timeout">The longest wait; 10 seconds if null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ReadModelStoppedException">A model stands still before the position.</exception>
    /// <exception cref="TimeoutException">It took too long.</exception>
    /// <exception cref="ObjectDisposedException">The store or the read models were closed before.</exception>
    ValueTask UntilAsync(long position, TimeSpan? timeout = null, CancellationToken cancellationToken = default);

    /// <summary>Completes when what was appended is in the rows of all models.</summary>
    /// <param name="appended">The answer of the append.</param>
    /// <param name="timeout">The longest wait; 10 seconds if null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <inheritdoc cref="UntilAsync(long, TimeSpan?, CancellationToken)"/>
    ValueTask UntilAsync(AppendResult appended, TimeSpan? timeout = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Completes when what was decided is in the rows of all models; if nothing was appended, all that it was decided by.
    /// </summary>
    /// <param name="outcome">The outcome of the decision.</param>
    /// <param name="timeout">The longest wait; 10 seconds if null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <inheritdoc cref="UntilAsync(long, TimeSpan?, CancellationToken)"/>
    /// <example>
    /// <code>
    /// var outcome = await store.DecideAsync(new Subscribe(course, ada));
    /// await views.UntilAsync(outcome);
    /// var card = await views.FindAsync(CourseCard.At(course));            // with ada in it
    /// </code>
    /// </example>
    ValueTask UntilAsync(Outcome outcome, TimeSpan? timeout = null, CancellationToken cancellationToken = default);

    /// <summary>Completes when every event up to a position is in the rows of one model, whatever the others do.</summary>
    /// <inheritdoc cref="UntilAsync(long, TimeSpan?, CancellationToken)"/>
    ValueTask UntilAsync<TRow>(long position, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        where TRow : class, IReadModel<TRow>;

    /// <summary>Completes when what was appended is in the rows of one model, whatever the others do.</summary>
    /// <inheritdoc cref="UntilAsync(AppendResult, TimeSpan?, CancellationToken)"/>
    ValueTask UntilAsync<TRow>(AppendResult appended, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        where TRow : class, IReadModel<TRow>;

    /// <summary>Completes when what was decided is in the rows of one model, whatever the others do.</summary>
    /// <inheritdoc cref="UntilAsync(Outcome, TimeSpan?, CancellationToken)"/>
    ValueTask UntilAsync<TRow>(Outcome outcome, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        where TRow : class, IReadModel<TRow>;

    /// <summary>Returns how each model is doing, by name. Reads the oldest event that each has to fold.</summary>
    /// <param name="cancellationToken">Looked at before each read.</param>
    ValueTask<ImmutableArray<ReadModelStatus>> GetStatusAsync(CancellationToken cancellationToken = default);

    /// <summary>Lets a model that stands still try its event again.</summary>
    /// <param name="model">The name of its table.</param>
    /// <exception cref="ArgumentException">There is no such model.</exception>
    Task ResumeAsync(string model);

    /// <summary>
    /// Lets a model that stands still go on without an event. The event stays left out until the model is built again, because its logic
    /// has changed.
    /// </summary>
    /// <param name="model">The name of its table.</param>
    /// <param name="position">The position of the event, which must be one that is not in the rows yet.</param>
    /// <exception cref="ArgumentException">There is no such model, or the position is of no event that it has yet to fold.</exception>
    Task SkipAsync(string model, long position);

    /// <summary>
    /// Makes the rows of a model again, beside those that are read, and completes when they have taken their place. The old ones are kept
    /// up to date and are read meanwhile. If it has begun before, it begins again. Events that were left out are folded again.
    /// </summary>
    /// <param name="model">The name of its table.</param>
    /// <param name="cancellationToken">
    /// Ends the wait; the rows are made all the same. In a file, the next opening goes on with them.
    /// </param>
    /// <exception cref="ArgumentException">There is no such model.</exception>
    /// <exception cref="ReadModelStoppedException">
    /// A handler fails at an event. The old rows are read on; resume the model, or skip the event.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The store or the read models were closed before.</exception>
    Task RebuildAsync(string model, CancellationToken cancellationToken = default);

    /// <summary>Returns the tables that are stored and that none of these models uses.</summary>
    Task<ImmutableArray<OrphanedTable>> GetOrphansAsync();

    /// <summary>Deletes a table that none of these models uses.</summary>
    /// <param name="table">The name of one of <see cref="GetOrphansAsync"/>.</param>
    /// <exception cref="ArgumentException">It is not one of these.</exception>
    Task DropOrphanAsync(string table);
}
