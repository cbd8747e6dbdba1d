using System.Collections.Immutable;
using System.Globalization;
using Opossum.Typed;
using OrderManagement.Tests.Support;

namespace OrderManagement.Tests;

/// <summary>The real log: what the reopened store answers against a scan of the file by other code.</summary>
public class AnswersTests(ImportedLog log) : IClassFixture<ImportedLog>
{
    private Questions Ask => new(log.Store);

    [Fact]
    public void The_whole_log_is_imported_once()
    {
        log.Require();
        Assert.Equal((0, log.Scan.Rows.Count), (log.Import!.AlreadyStored, log.Import.Appended));
        Assert.Equal(log.Scan.Rows.Count, log.Store.Head);
    }

    [Fact]
    public async Task Every_event_comes_back_as_the_file_has_it()
    {
        log.Require();
        var stored = await log.Store.ReadAsync(Query.All).Select(e => TextOf(e.Position, e.Event)).ToListAsync();
        Assert.Equal(log.Scan.Rows.Select(TextOf), stored);
    }

    [Fact]
    public async Task Orders_tell_their_whole_history()
    {
        log.Require();
        foreach (var order in log.Scan.Orders.Where(static (_, i) => i % Tier.Size(quick: 10, full: 1) == 0))
            Assert.Equal(log.Scan.HistoryOfOrder(order), Positions(await Ask.HistoryOfAsync(new OrderId(Number(order)))));
    }

    [Fact]
    public async Task Items_tell_their_whole_history()
    {
        log.Require();
        foreach (var item in SomeOf(log.Scan.Items))
            Assert.Equal(log.Scan.HistoryOfItem(item), Positions(await Ask.HistoryOfAsync(new ItemId(Number(item)))));
    }

    [Fact]
    public async Task Items_lead_to_the_failed_deliveries_of_their_packages()
    {
        log.Require();
        var failures = 0;
        foreach (var item in SomeOf(log.Scan.Items))
        {
            var expected = log.Scan.FailedDeliveriesOf(item);
            Assert.Equal(expected, Positions(await Ask.FailedDeliveriesOfAsync(new ItemId(Number(item)))));
            failures += expected.Length;
        }

        Assert.True(failures > 0, "No item of the sample had a failed delivery: the test saw nothing.");
    }

    [Fact]
    public async Task Activities_are_counted()
    {
        log.Require();
        Assert.Equal(log.Scan.Counts(), await Ask.CountsAsync());
    }

    [Fact]
    public async Task An_unknown_order_and_an_unknown_item_have_no_history()
    {
        log.Require();
        Assert.Empty(await Ask.HistoryOfAsync(new OrderId(1)));
        Assert.Empty(await Ask.HistoryOfAsync(new ItemId(990001)));
        Assert.Empty(await Ask.FailedDeliveriesOfAsync(new ItemId(1)));
    }

    [Fact]
    public async Task The_reopened_store_answers_as_before()
    {
        log.Require();
        var again = await Interview.HoldAsync(log.Store);
        Assert.Equal(4, again.Count);
        Assert.All(log.AnswersBeforeClosing.Zip(again), pair => Assert.True(pair.First.Agrees(pair.Second), pair.First.Question));
        Assert.All(again, answer => Assert.NotEmpty(answer.Lines));
    }

    private static IEnumerable<string> SomeOf(IEnumerable<string> ids) =>
        ids.Where(static (_, i) => i % Tier.Size(quick: 60, full: 20) == 0);

    private static long Number(string id) => long.Parse(id, CultureInfo.InvariantCulture);

    private static IEnumerable<long> Positions(IEnumerable<SequencedEvent<IEvent>> events) => events.Select(e => e.Position);

    private static string TextOf(ScannedRow row) =>
        $"{row.Number}: {row.EventId}, {row.EventName}, {row.Time}, "
            + $"{string.Join(' ', row.Items)}|{string.Join(' ', row.Orders)}|{string.Join(' ', row.Packages)}, {row.Weight}, {row.Price}";

    private static string TextOf(long position, IEvent e)
    {
        var common = (IOrderEvent)e;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{position}: {common.LogId}.0, {EventNames.Of(e)}, {common.At:yyyy-MM-dd HH:mm:ss.fff}Z, {IdsOf(e)}, {common.Weight}, "
            + $"{common.Price}");
    }

    private static string IdsOf(IEvent e) => e switch
    {
        OrderPlaced placed => Ids(placed.Items, placed.Order),
        OrderConfirmed confirmed => Ids(order: confirmed.Order),
        PaymentReminderSent reminder => Ids(order: reminder.Order),
        OrderPaid paid => Ids(order: paid.Order),
        ItemOutOfStock missing => Ids([missing.Item]),
        ItemReordered reordered => Ids([reordered.Item]),
        ItemPicked picked => Ids([picked.Item]),
        PackageCreated created => Ids(created.Items, package: created.Package),
        PackageSent sent => Ids(package: sent.Package),
        DeliveryFailed failed => Ids(package: failed.Package),
        PackageDelivered delivered => Ids(package: delivered.Package),
        _ => throw new InvalidOperationException($"Unexpected event {e}."),
    };

    private static string Ids(ImmutableArray<ItemId>? items = null, OrderId? order = null, PackageId? package = null) =>
        $"{string.Join(' ', (items ?? []).Select(item => item.Value))}|{order?.Value}|{package?.Value}";
}
