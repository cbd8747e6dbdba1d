using System.Collections.Immutable;
using System.Globalization;
using Opossum.Typed;

namespace OrderManagement;

/// <summary>An event as a line of text, with everything that it says.</summary>
internal static class EventText
{
    public static string Of(long position, IEvent e) => e is IOrderEvent order
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{position,6}  {order.At:yyyy-MM-dd HH:mm:ss}  {EventNames.Of(e),-21}  {Concerns(e)}{Measures(order)}")
        : throw new ArgumentException($"{e.GetType().Name} is no event of an order.", nameof(e));

    private static string Concerns(IEvent e) => e switch
    {
        OrderPlaced placed => $"order {placed.Order}: {List(placed.Items)}",
        OrderConfirmed confirmed => $"order {confirmed.Order}",
        PaymentReminderSent reminder => $"order {reminder.Order}",
        OrderPaid paid => $"order {paid.Order}",
        ItemOutOfStock missing => $"item {missing.Item}",
        ItemReordered reordered => $"item {reordered.Item}",
        ItemPicked picked => $"item {picked.Item}",
        PackageCreated created => $"package {created.Package}: {List(created.Items)}",
        PackageSent sent => $"package {sent.Package}",
        DeliveryFailed failed => $"package {failed.Package}",
        PackageDelivered delivered => $"package {delivered.Package}",
        _ => "",
    };

    private static string List(ImmutableArray<ItemId> items) => string.Join(", ", items);

    private static string Measures(IOrderEvent e) =>
        string.Create(CultureInfo.InvariantCulture, $" (event {e.LogId}, weight {e.Weight}, price {e.Price})");
}
