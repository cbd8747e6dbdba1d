using Opossum.Typed;

namespace OrderManagement.Csv;

/// <summary>The log of an order process as a CSV file: a row is an event, an activity its type.</summary>
public static class OrderLog
{
    /// <summary>
    /// Every event of the file, in its order. All of it is read before anything is returned, so a bad row is known before an event is
    /// stored.
    /// </summary>
    /// <exception cref="OrderLogException">
    /// The file is missing or unreadable, or a row is malformed; the message says where and what.
    /// </exception>
    public static IReadOnlyList<IEvent> Read(string path)
    {
        try
        {
            using var text = File.OpenText(path);
            return Read(text, Path.GetFileName(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OrderLogException($"{path} can't be read: {e.Message}", e);
        }
    }

    internal static IReadOnlyList<IEvent> Read(TextReader text, string file)
    {
        using var csv = new CsvRows(text);
        ReadHeader(csv, file);
        var row = new OrderRow(csv, file);
        var events = new List<IEvent>();
        while (row.Next())
        {
            events.Add(ToEvent(row));
            row.EnsureNothingIsLeft();
        }

        return events.Count > 0 ? events : throw new OrderLogException($"{file} has no events.");
    }

    private static void ReadHeader(CsvRows csv, string file)
    {
        try
        {
            csv.ReadHeader();
        }
        catch (CsvRowException e)
        {
            throw new OrderLogException($"{file}, line 1: the header can't be read: {e.Message}.", e);
        }
    }

    private static IEvent ToEvent(OrderRow row) => row.Activity switch
    {
        "place order" => new OrderPlaced(row.Order, row.Items, row.Weight, row.Price, row.LogId, row.At),
        "confirm order" => new OrderConfirmed(row.Order, row.Weight, row.Price, row.LogId, row.At),
        "payment reminder" => new PaymentReminderSent(row.Order, row.Weight, row.Price, row.LogId, row.At),
        "pay order" => new OrderPaid(row.Order, row.Weight, row.Price, row.LogId, row.At),
        "item out of stock" => new ItemOutOfStock(row.Item, row.Weight, row.Price, row.LogId, row.At),
        "reorder item" => new ItemReordered(row.Item, row.Weight, row.Price, row.LogId, row.At),
        "pick item" => new ItemPicked(row.Item, row.Weight, row.Price, row.LogId, row.At),
        "create package" => new PackageCreated(row.Package, row.Items, row.Weight, row.Price, row.LogId, row.At),
        "send package" => new PackageSent(row.Package, row.Weight, row.Price, row.LogId, row.At),
        "failed delivery" => new DeliveryFailed(row.Package, row.Weight, row.Price, row.LogId, row.At),
        "package delivered" => new PackageDelivered(row.Package, row.Weight, row.Price, row.LogId, row.At),
        _ => throw row.Wrong(Column.Activity, "is no activity of an order log"),
    };
}
