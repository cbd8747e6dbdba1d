using Opossum.Typed;
using OrderManagement.Csv;
using OrderManagement.Tests.Support;

namespace OrderManagement.Tests;

/// <summary>An event of the log is appended once, whatever happened before.</summary>
public sealed class ImportTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task A_second_import_appends_nothing()
    {
        var log = Log(OrderCsv.WholeStory);
        await using var store = await OpenAsync();
        await Import.RunAsync(store, log, Ignore);
        var second = await Import.RunAsync(store, log, Ignore);
        Assert.Equal((5, 0, 5), (second.AlreadyStored, second.Appended, store.Head));
    }

    [Fact]
    public async Task A_stopped_import_goes_on_where_it_was()
    {
        var log = Log(OrderCsv.WholeStory);
        await using (var stopped = await OpenAsync()) await Import.RunAsync(stopped, [.. log.Take(2)], Ignore);

        await using var store = await OpenAsync();
        var rest = await Import.RunAsync(store, log, Ignore);
        Assert.Equal((2, 3, 5), (rest.AlreadyStored, rest.Appended, store.Head));
        Assert.Equal([1, 2, 3, 4, 5], await store.ReadAsync(Query.All).Select(e => ((IOrderEvent)e.Event).LogId).ToListAsync());
    }

    [Fact]
    public async Task A_store_with_another_history_is_left_alone()
    {
        await using var store = await OpenAsync();
        await Import.RunAsync(store, Log(OrderCsv.WholeStory), Ignore);
        var other = Log(OrderCsv.PlaceOrder, OrderCsv.PickItem.Replace("2.0,", "9.0,", StringComparison.Ordinal));
        var failure = await Assert.ThrowsAsync<OtherHistoryException>(() => Import.RunAsync(store, other, Ignore));
        Assert.Contains("position 2 is not the log's event 2", failure.Message, StringComparison.Ordinal);
        Assert.Equal(5, store.Head);
    }

    [Fact]
    public async Task A_store_with_more_than_the_log_is_left_alone()
    {
        await using var store = await OpenAsync();
        await Import.RunAsync(store, Log(OrderCsv.WholeStory), Ignore);
        await Assert.ThrowsAsync<OtherHistoryException>(() => Import.RunAsync(store, Log(OrderCsv.PlaceOrder), Ignore));
        Assert.Equal(5, store.Head);
    }

    [Fact]
    public async Task Somebody_elses_append_stops_it_and_it_says_what_is_stored()
    {
        await using var store = await OpenAsync();
        var log = Log(Rows(3 * Import.BatchSize));
        var intruder = Log(OrderCsv.PlaceOrder)[0];
        var failure = await Assert.ThrowsAsync<ImportStoppedException>(() => Import.RunAsync(store, log, stored =>
        {
            if (stored == 2 * Import.BatchSize) store.AppendAsync(intruder).AsTask().GetAwaiter().GetResult();
        }));
        Assert.StartsWith(
            $"The import stopped; {2 * Import.BatchSize} of {log.Count} events are stored for certain.", failure.Message,
            StringComparison.Ordinal);
        Assert.Equal((2 * Import.BatchSize) + 1, store.Head);
    }

    [Fact]
    public async Task Progress_counts_what_is_stored_batch_by_batch()
    {
        var progress = new List<int>();
        await using var store = await OpenAsync();
        await Import.RunAsync(store, Log(Rows(Import.BatchSize + 1)), progress.Add);
        Assert.Equal([0, Import.BatchSize, Import.BatchSize + 1], progress);
    }

    public void Dispose() => _directory.Dispose();

    private static IReadOnlyList<IEvent> Log(params ReadOnlySpan<string> rows) =>
        OrderLog.Read(new StringReader(OrderCsv.Of(rows)), "orders.csv");

    private static string[] Rows(int count) =>
        [.. Enumerable.Range(1, count).Select(i => OrderCsv.PickItem.Replace("2.0,", $"{i}.0,", StringComparison.Ordinal))];

    private static void Ignore(int stored) { }

    private ValueTask<OpossumStore> OpenAsync() => OpossumStore.OpenAsync(_directory["store"], Orders.Model);
}
