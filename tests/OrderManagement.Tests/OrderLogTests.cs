using System.Globalization;
using Opossum.Typed;
using OrderManagement.Csv;
using OrderManagement.Tests.Support;

namespace OrderManagement.Tests;

/// <summary>Reading the CSV: what is understood, and what is said about the rest.</summary>
public class OrderLogTests
{
    [Fact]
    public void A_row_becomes_the_event_of_its_activity()
    {
        var placed = Assert.IsType<OrderPlaced>(Assert.Single(Read(OrderCsv.PlaceOrder)));
        Assert.Equal(new OrderId(990001), placed.Order);
        Assert.Equal([new ItemId(880001), new ItemId(880002)], placed.Items);
        Assert.Equal((3.52m, 524.96m, 1), (placed.Weight, placed.Price, placed.LogId));
        Assert.Equal(new DateTimeOffset(2019, 5, 20, 7, 7, 47, TimeSpan.Zero), placed.At);
    }

    [Theory]
    [InlineData("confirm order", "", "['990001']", "", typeof(OrderConfirmed))]
    [InlineData("payment reminder", "", "['990001']", "", typeof(PaymentReminderSent))]
    [InlineData("pay order", "", "['990001']", "", typeof(OrderPaid))]
    [InlineData("item out of stock", "['880001']", "", "", typeof(ItemOutOfStock))]
    [InlineData("reorder item", "['880001']", "", "", typeof(ItemReordered))]
    [InlineData("pick item", "['880001']", "", "", typeof(ItemPicked))]
    [InlineData("create package", "['880001']", "", "['660001']", typeof(PackageCreated))]
    [InlineData("send package", "", "", "['660001']", typeof(PackageSent))]
    [InlineData("failed delivery", "", "", "['660001']", typeof(DeliveryFailed))]
    [InlineData("package delivered", "", "", "['660001']", typeof(PackageDelivered))]
    public void Every_activity_has_its_event(string activity, string items, string orders, string packages, Type expected) =>
        Assert.IsType(expected, Assert.Single(Read($"1.0,{activity},2019-05-20 07:07:47.000Z,,{items},{orders},{packages},,1.5,2.5")));

    [Theory]
    [InlineData("5.5360000000000005")]
    [InlineData("476.0")]
    [InlineData("0.1")]
    [InlineData("79228162514264337593.5439503")]
    public void A_number_keeps_every_digit(string written)
    {
        var placed = (IOrderEvent)Assert.Single(Read(OrderCsv.PlaceOrder.Replace("524.96", written, StringComparison.Ordinal)));
        Assert.Equal(written, placed.Price?.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_blank_number_is_no_number()
    {
        var placed = (IOrderEvent)Assert.Single(Read(OrderCsv.PlaceOrder.Replace("3.52,524.96", " ,", StringComparison.Ordinal)));
        Assert.Equal((null, null), (placed.Weight, placed.Price));
    }

    [Fact]
    public void A_list_may_have_spaces_and_columns_may_stand_in_any_order()
    {
        const string columns = "price,ocel:activity,ocel:eid,ocel:type:items,ocel:timestamp,ocel:type:orders,ocel:type:customers,"
            + "ocel:type:packages,ocel:type:products,weight,note";
        const string csv = $"""
            {columns}
            2,place order,7.0,"[ '880001', '880002' ]",2019-05-20 07:07:47.000Z,['990001'],,,,1,of no concern
            """;
        var placed = Assert.IsType<OrderPlaced>(Assert.Single(OrderLog.Read(new StringReader(csv), "orders.csv")));
        Assert.Equal([new ItemId(880001), new ItemId(880002)], placed.Items);
        Assert.Equal((7, 2m), (placed.LogId, placed.Price));
    }

    [Theory]
    [InlineData("place order", "eat order", "column 'ocel:activity': 'eat order' is no activity of an order log.")]
    [InlineData("place order", " ", "column 'ocel:activity': the value is missing.")]
    [InlineData("1.0", "1.5", "column 'ocel:eid': '1.5' is no event number such as 17.0.")]
    [InlineData("1.0", "-1.0", "column 'ocel:eid': '-1.0' is no event number such as 17.0.")]
    [InlineData("1.0", "", "column 'ocel:eid': the value is missing.")]
    [InlineData("2019-05-20 07:07:47.000Z", "yesterday",
        "column 'ocel:timestamp': 'yesterday' is no time such as 2019-05-20 07:07:47.000Z.")]
    [InlineData("2019-05-20 07:07:47.000Z", "2019-05-20 07:07:47",
        "column 'ocel:timestamp': '2019-05-20 07:07:47' is no time such as 2019-05-20 07:07:47.000Z.")]
    [InlineData("['990001']", "[]", "column 'ocel:type:orders': '[]' is no list of ids such as ['880001','880004'].")]
    [InlineData("['990001']", " ", "column 'ocel:type:orders': the value is missing.")]
    [InlineData("['990001']", "990001", "column 'ocel:type:orders': '990001' is no list of ids such as ['880001','880004'].")]
    [InlineData("['990001']", "['990001'", "column 'ocel:type:orders': '['990001'' is no list of ids such as ['880001','880004'].")]
    [InlineData("['990001']", "['990001',]", "column 'ocel:type:orders': '['990001',]' is no list of ids such as ['880001','880004'].")]
    [InlineData("['990001']", "['x1']", "column 'ocel:type:orders': '['x1']' is no list of ids such as ['880001','880004'].")]
    [InlineData("['990001']", "['0990001']", "column 'ocel:type:orders': '['0990001']' is no list of ids such as ['880001','880004'].")]
    [InlineData("['990001']", "['99999999999999999999']",
        "column 'ocel:type:orders': '['99999999999999999999']' is no list of ids such as ['880001','880004'].")]
    [InlineData("['990001']", "['990001','990002']", "column 'ocel:type:orders': '['990001','990002']' should be exactly one id.")]
    [InlineData("3.52", "heavy", "column 'weight': 'heavy' is no decimal number.")]
    [InlineData("3.52", "0.12345678901234567890123456789", "column 'weight': '0.12345678901234567890123456789' is no decimal number.")]
    [InlineData("524.96", "NaN", "column 'price': 'NaN' is no decimal number.")]
    [InlineData("Z, ,", "Z,['1'],", "column 'ocel:type:customers': '['1']' has no place in 'place order'.")]
    [InlineData(" , ,3.52", "['660001'], ,3.52", "column 'ocel:type:packages': '['660001']' has no place in 'place order'.")]
    [InlineData(",524.96", "", "the row has 9 columns instead of 10.")]
    [InlineData("524.96", "524.96,1", "the row has 11 columns instead of 10.")]
    public void A_malformed_row_is_named_with_line_column_and_problem(string good, string bad, string problem)
    {
        var malformed = OrderCsv.PlaceOrder.Replace(good, bad, StringComparison.Ordinal);
        Assert.NotEqual(OrderCsv.PlaceOrder, malformed);
        var separator = problem.StartsWith("column", StringComparison.Ordinal) ? ", " : ": ";
        Assert.Equal($"orders.csv, line 3{separator}{problem}", Failure(OrderCsv.Of(OrderCsv.PickItem, malformed, OrderCsv.PickItem)));
    }

    [Fact]
    public void A_quote_that_is_never_closed_is_an_error_of_its_line() =>
        Assert.StartsWith(
            "orders.csv, line 3, column 'ocel:type:items': A quoted field",
            Failure(OrderCsv.Of(OrderCsv.PickItem, OrderCsv.PlaceOrder.Replace("880002']\"", "880002']", StringComparison.Ordinal)
                .Replace("\"['990001']\"", "", StringComparison.Ordinal))),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("place order", "\"place\" order", "column 'ocel:activity': A quoted field goes on after its closing quote.")]
    [InlineData("place order", "place \"order\"", "column 'ocel:activity': A field with a quote inside has to be quoted.")]
    [InlineData(" ,\"['88", " , \"['88", "column 'ocel:type:items': A field with a quote inside has to be quoted.")]
    [InlineData("880002']\"", "880002'] ü\" ", "column 'ocel:type:items': A quoted field goes on after its closing quote.")]
    [InlineData("524.96", "\"524.96\" ", "column 'price': A quoted field goes on after its closing quote.")]
    public void A_quote_in_the_wrong_place_is_named_with_line_and_column(string good, string bad, string problem)
    {
        var malformed = OrderCsv.PlaceOrder.Replace(good, bad, StringComparison.Ordinal);
        Assert.NotEqual(OrderCsv.PlaceOrder, malformed);
        Assert.Equal($"orders.csv, line 3, {problem}", Failure(OrderCsv.Of(OrderCsv.PickItem, malformed, OrderCsv.PickItem)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("# a comment")]
    [InlineData("\0 a comment")]
    public void No_line_is_skipped(string line) =>
        Assert.Equal(
            "orders.csv, line 3: the row has 1 columns instead of 10.", Failure(OrderCsv.Of(OrderCsv.PickItem, line, OrderCsv.PickItem)));

    [Fact]
    public void A_row_of_megabytes_is_an_error_of_its_line() =>
        Assert.StartsWith(
            "orders.csv, line 3: ", Failure(OrderCsv.Of(OrderCsv.PickItem, new string('x', 4_000_000))), StringComparison.Ordinal);

    [Fact]
    public void Lines_are_counted_through_a_cell_of_two_lines()
    {
        var twoLines = OrderCsv.PlaceOrder.Replace("['880001','880002']", "['880001',\n'880002']", StringComparison.Ordinal);
        Assert.StartsWith(
            "orders.csv, line 4, column 'weight'",
            Failure(OrderCsv.Of(twoLines, OrderCsv.PickItem.Replace("0.483", "x", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "orders.csv, line 1: the header can't be read: ")]
    [InlineData(OrderCsv.Header, "orders.csv has no events.")]
    [InlineData("sep=,\n" + OrderCsv.Header, "orders.csv, line 1: there is no column 'ocel:eid'.")]
    [InlineData("#\n" + OrderCsv.Header, "orders.csv, line 1: there is no column 'ocel:eid'.")]
    [InlineData("\"ocel\":eid\n", "orders.csv, line 1: the header can't be read: A quoted field goes on after its closing quote.")]
    [InlineData("\"ocel:eid\n", "orders.csv, line 1: the header can't be read: A quoted field is never closed.")]
    [InlineData("a,b,c\n1,2,3\n", "orders.csv, line 1: there is no column 'ocel:eid'.")]
    [InlineData(OrderCsv.Header + ",weight\n", "orders.csv, line 1: there is more than one column 'weight'.")]
    public void A_file_that_is_no_order_log_is_refused(string csv, string problem) =>
        Assert.StartsWith(problem, Failure(csv), StringComparison.Ordinal);

    [Fact]
    public void A_missing_file_is_named()
    {
        var failure = Assert.Throws<OrderLogException>(() => OrderLog.Read("no/such/orders.csv"));
        Assert.StartsWith("no/such/orders.csv can't be read: ", failure.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<IEvent> Read(params ReadOnlySpan<string> rows) =>
        OrderLog.Read(new StringReader(OrderCsv.Of(rows)), "orders.csv");

    private static string Failure(string csv) =>
        Assert.Throws<OrderLogException>(() => OrderLog.Read(new StringReader(csv), "orders.csv")).Message;
}
