namespace OrderManagement.Tests.Support;

/// <summary>One row of the log, as text. <see cref="Number"/> counts from 1, as positions do.</summary>
public sealed record ScannedRow(
    long Number, string EventId, string Activity, string Time, string[] Items, string[] Orders, string[] Packages, string Weight,
    string Price)
{
    /// <summary>What the sample stores the activity as.</summary>
    public string EventName => Activity switch
    {
        "place order" => "order-placed",
        "confirm order" => "order-confirmed",
        "payment reminder" => "payment-reminder-sent",
        "pay order" => "order-paid",
        "item out of stock" => "item-out-of-stock",
        "reorder item" => "item-reordered",
        "pick item" => "item-picked",
        "create package" => "package-created",
        "send package" => "package-sent",
        "failed delivery" => "delivery-failed",
        "package delivered" => "package-delivered",
        _ => throw new InvalidOperationException($"Unexpected activity '{Activity}'."),
    };
}

/// <summary>
/// The oracle: the whole file, split by hand and kept as text. It shares no code with the sample, and answers every question by looking at
/// every row.
/// </summary>
public sealed class ScannedLog
{
    private ScannedLog(ScannedRow[] rows) => Rows = rows;

    public IReadOnlyList<ScannedRow> Rows { get; }

    public IEnumerable<string> Orders => Rows.SelectMany(row => row.Orders).Distinct();

    public IEnumerable<string> Items => Rows.SelectMany(row => row.Items).Distinct();

    public static ScannedLog Of(string csv) => new([.. csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(ScanRow)]);

    public long[] HistoryOfOrder(string order) => [.. Rows.Where(row => row.Orders.Contains(order)).Select(row => row.Number)];

    public long[] HistoryOfItem(string item) => [.. Rows.Where(row => row.Items.Contains(item)).Select(row => row.Number)];

    public long[] FailedDeliveriesOf(string item)
    {
        var packages = Rows.Where(row => row.Activity == "create package" && row.Items.Contains(item))
            .SelectMany(row => row.Packages)
            .ToHashSet();
        return [.. Rows.Where(row => row.Activity == "failed delivery" && row.Packages.Any(packages.Contains)).Select(row => row.Number)];
    }

    public IEnumerable<KeyValuePair<string, int>> Counts() =>
        Rows.GroupBy(row => row.EventName)
            .Select(group => KeyValuePair.Create(group.Key, group.Count()))
            .OrderBy(count => count.Key, StringComparer.Ordinal);

    private static ScannedRow ScanRow(string line, int index)
    {
        var cells = Cells(line);
        Assert.Equal(10, cells.Count);
        return new(index + 1, cells[0], cells[1], cells[2], Ids(cells[4]), Ids(cells[5]), Ids(cells[6]), cells[8].Trim(), cells[9].Trim());
    }

    private static List<string> Cells(string line)
    {
        var cells = new List<string> { "" };
        var quoted = false;
        foreach (var character in line)
        {
            if (character == '"') quoted = !quoted;
            else if (character == ',' && !quoted) cells.Add("");
            else cells[^1] += character;
        }

        return cells;
    }

    private static string[] Ids(string cell) =>
        [.. cell.Trim().Trim('[', ']').Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => id.Trim('\''))];
}
