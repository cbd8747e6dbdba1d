using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>Read models whose rows are in tables that can be asked with SQL.</summary>
public interface ISqlReadModels : IReadModels
{
    /// <summary>Returns rows of a model, as they are read; all of one moment.</summary>
    /// <param name="rest">What follows <c>select … from table</c>; <c>$""</c> for all rows.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <exception cref="ArgumentException">The read model is not one of these.</exception>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    /// <example>
    /// <code>
    /// await foreach (var card in views.QueryAsync&lt;CourseCard>($"where full = {false} order by title limit 20"))
    ///     Console.WriteLine(card.Title);
    /// </code>
    /// </example>
    IAsyncEnumerable<TRow> QueryAsync<TRow>(Sql rest, CancellationToken cancellationToken = default)
        where TRow : class, IReadModel<TRow>;

    /// <summary>Returns a page of rows, how many rows all pages have, and the position that they are of, all of one moment.</summary>
    /// <param name="rest">What follows <c>select … from table</c>, with an order and without a limit.</param>
    /// <param name="number">The number of the page, from 1.</param>
    /// <param name="size">How many rows a page has at most.</param>
    /// <param name="cancellationToken">Looked at before the read.</param>
    /// <exception cref="ArgumentException">The read model is not one of these.</exception>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    /// <example>
    /// <code>
    /// var page = await views.PageAsync&lt;CourseCard>($"where full = {false} order by title", number: 1, size: 50);
    /// </code>
    /// </example>
    ValueTask<ReadModelPage<TRow>> PageAsync<TRow>(Sql rest, int number, int size, CancellationToken cancellationToken = default)
        where TRow : class, IReadModel<TRow>;

    /// <summary>
    /// Watches rows of a model: gives those that a query selects as they are, all of one moment, with the position that they are of; and
    /// all of them again whenever they are others. No change is missed between the first rows and the next ones.
    /// </summary>
    /// <remarks>
    /// After each change of the table the query runs again, at most as often as the loop asks for more, and its rows are read into memory:
    /// give it an order and a limit. Everything else is as for <see cref="IReadModels.WatchAsync{TRow, TKey}"/>.
    /// </remarks>
    /// <param name="rest">What follows <c>select … from table</c>; <c>$""</c> for all rows.</param>
    /// <param name="cancellationToken">
    /// Ends the enumeration with an <see cref="OperationCanceledException"/>, and the query if it is running.
    /// </param>
    /// <inheritdoc cref="IReadModels.WatchAsync{TRow, TKey}" path="/exception"/>
    /// <example>
    /// <code>
    /// await foreach (var (cards, position) in views.WatchAsync&lt;CourseCard>($"where full = {false} order by title limit 20", stop))
    ///     Console.WriteLine($"{cards.Length} courses at {position}");
    /// </code>
    /// </example>
    IAsyncEnumerable<(ImmutableArray<TRow> Rows, long Position)> WatchAsync<TRow>(Sql rest, CancellationToken cancellationToken = default)
        where TRow : class, IReadModel<TRow>;

    /// <summary>Returns the rows of a statement of your own, as they are read.</summary>
    /// <typeparam name="TRow">A record with <see cref="RowAttribute"/>: it takes the columns in their order.</typeparam>
    /// <param name="statement">One statement that reads. It may join the tables of several models.</param>
    /// <param name="cancellationToken">Ends the enumeration, and the statement if it is running.</param>
    /// <exception cref="ArgumentException">It is not one statement that reads rows; thrown by the enumeration.</exception>
    /// <exception cref="InvalidCastException">
    /// The statement has fewer or more columns than the row takes, or one of another type; thrown by the enumeration.
    /// </exception>
    /// <exception cref="ReadModelNotReadyException">One of the models is being built: the statement may read any of them.</exception>
    IAsyncEnumerable<TRow> SelectAsync<TRow>(Sql statement, CancellationToken cancellationToken = default) where TRow : IRow<TRow>;
}
