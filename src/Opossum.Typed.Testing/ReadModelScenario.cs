using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.Testing;

/// <summary>
/// Given these events, the row is that one. It is folded three times, and each time has to be the same: in one pass, while the events come
/// one after the other, and as if the program were started anew before each of them. So a column that does not keep what a handler gives
/// it fails a test, and not a service after a restart.
/// </summary>
/// <example>
/// <code>
/// Courses.Given(new CourseDefined(logic, "Logic", 1), new StudentSubscribed(logic, ada))
///     .ThenRow(CourseCard.At(logic), new(logic, "Logic", Capacity: 1, Taken: 1, Full: true));
/// </code>
/// </example>
public static class ReadModelScenario
{
    /// <summary>The row is this one, column by column.</summary>
    /// <param name="scenario">The history.</param>
    /// <param name="key">The address of the row: the generated <c>At</c>.</param>
    /// <param name="expected">The row.</param>
    /// <exception cref="ScenarioFailedException">It is another one, or there is none.</exception>
    /// <exception cref="ReadModelStoppedException">A handler fails at an event.</exception>
    public static void ThenRow<TRow, TKey>(this Scenario scenario, RowKey<TRow, TKey> key, TRow expected)
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(expected);
        Compare(scenario, key, RowText.Of<TRow, TKey>(expected));
    }

    /// <summary>There is no such row.</summary>
    /// <param name="scenario">The history.</param>
    /// <param name="key">The address of the row: the generated <c>At</c>.</param>
    /// <exception cref="ScenarioFailedException">There is one.</exception>
    /// <exception cref="ReadModelStoppedException">A handler fails at an event.</exception>
    public static void ThenNoRow<TRow, TKey>(this Scenario scenario, RowKey<TRow, TKey> key)
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull => Compare(scenario, key, RowText.None);

    private static void Compare<TRow, TKey>(Scenario scenario, RowKey<TRow, TKey> key, string expected)
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(scenario);
        _ = Blocking.Run(async () =>
        {
            foreach (var (how, fold) in Folds<TRow, TKey>())
            {
                var (actual, history) = await fold(scenario, key).ConfigureAwait(false);
                if (actual != expected)
                    throw new ScenarioFailedException(
                        $"The row of '{TRow.Shape.Name}' is not the expected one, {how}.", history, expected, actual);
            }

            return 0;
        });
    }

    private static (string How, Func<Scenario, RowKey<TRow, TKey>, Task<(string Actual, string History)>> Fold)[] Folds<TRow, TKey>()
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull =>
    [
        ("folded in one pass", InOnePassAsync),
        ("folded as the events came", AsTheyComeAsync),
        ("folded with a restart before each append", WithRestartsAsync),
    ];

    private static async Task<(string Actual, string History)> InOnePassAsync<TRow, TKey>(Scenario scenario, RowKey<TRow, TKey> key)
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
    {
        var store = await scenario.OpenStoreAsync().ConfigureAwait(false);
        await using (store.ConfigureAwait(false)) return await FindAsync(store, key).ConfigureAwait(false);
    }

    private static async Task<(string Actual, string History)> AsTheyComeAsync<TRow, TKey>(Scenario scenario, RowKey<TRow, TKey> key)
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
    {
        InMemoryReadModels? views = null;
        var store = await scenario.OpenStoreAsync(new(scenario.Now), async store =>
        {
            views ??= await OpenAsync<TRow, TKey>(store).ConfigureAwait(false);
            await views.UntilAsync(store.Head).ConfigureAwait(false);
        }).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            if (views is null) return await FindAsync(store, key).ConfigureAwait(false);
            await using (views.ConfigureAwait(false)) return await FindAsync(store, views, key).ConfigureAwait(false);
        }
    }

    private static async Task<(string Actual, string History)> WithRestartsAsync<TRow, TKey>(Scenario scenario, RowKey<TRow, TKey> key)
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
    {
        var store = await scenario.OpenStoreAsync(new(scenario.Now), static async store =>
        {
            // Closing writes the rows to their columns, beside the log; the next one reads them.
            var views = await OpenAsync<TRow, TKey>(store).ConfigureAwait(false);
            await views.DisposeAsync().ConfigureAwait(false);
        }).ConfigureAwait(false);
        await using (store.ConfigureAwait(false)) return await FindAsync(store, key).ConfigureAwait(false);
    }

    private static async Task<(string Actual, string History)> FindAsync<TRow, TKey>(OpossumStore store, RowKey<TRow, TKey> key)
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
    {
        var views = await OpenAsync<TRow, TKey>(store).ConfigureAwait(false);
        await using (views.ConfigureAwait(false)) return await FindAsync(store, views, key).ConfigureAwait(false);
    }

    private static async Task<(string Actual, string History)> FindAsync<TRow, TKey>(
        OpossumStore store, InMemoryReadModels views, RowKey<TRow, TKey> key)
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
    {
        await views.UntilAsync(store.Head).ConfigureAwait(false);           // or it throws what the model stands still at
        var row = await views.FindAsync(key).ConfigureAwait(false);
        return (row is null ? RowText.None : RowText.Of<TRow, TKey>(row), await AnswerText.HistoryAsync(store).ConfigureAwait(false));
    }

    private static ValueTask<InMemoryReadModels> OpenAsync<TRow, TKey>(OpossumStore store)
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull =>
        InMemoryReadModels.OpenAsync(store, new(ReadModelDescriptor.Of<TRow, TKey>()));
}
