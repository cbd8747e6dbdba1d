using System.Collections.Immutable;
using Opossum.Typed;

namespace OrderManagement;

[EventModel] public static partial class Orders;

[Tag("order")] public readonly partial record struct OrderId(long Value);
[Tag("item")] public readonly partial record struct ItemId(long Value);
[Tag("package")] public readonly partial record struct PackageId(long Value);

/// <summary>
/// What every event of the order log says. Weight and price are <see cref="decimal"/>: it holds the digits that the log has (up to 17 of
/// them, such as 5.5360000000000005) exactly as written, where <see cref="double"/> would keep their nearest binary fraction and is no type
/// for money.
/// </summary>
public interface IOrderEvent : IEvent
{
    /// <summary>The event's number in the log that it comes from.</summary>
    long LogId { get; }

    /// <summary>When it happened. The store's own time says when it was imported.</summary>
    DateTimeOffset At { get; }

    /// <summary>Of the order, item or package, in the unit of the log; null where the log has none.</summary>
    decimal? Weight { get; }

    /// <summary>Of the order, item or package, in the currency of the log; null where the log has none.</summary>
    decimal? Price { get; }
}

[Event("order-placed")]
public partial record OrderPlaced(
    OrderId Order, ImmutableArray<ItemId> Items, decimal? Weight, decimal? Price, long LogId, DateTimeOffset At) : IOrderEvent;

[Event("order-confirmed")]
public partial record OrderConfirmed(OrderId Order, decimal? Weight, decimal? Price, long LogId, DateTimeOffset At) : IOrderEvent;

[Event("payment-reminder-sent")]
public partial record PaymentReminderSent(OrderId Order, decimal? Weight, decimal? Price, long LogId, DateTimeOffset At) : IOrderEvent;

[Event("order-paid")]
public partial record OrderPaid(OrderId Order, decimal? Weight, decimal? Price, long LogId, DateTimeOffset At) : IOrderEvent;

[Event("item-out-of-stock")]
public partial record ItemOutOfStock(ItemId Item, decimal? Weight, decimal? Price, long LogId, DateTimeOffset At) : IOrderEvent;

[Event("item-reordered")]
public partial record ItemReordered(ItemId Item, decimal? Weight, decimal? Price, long LogId, DateTimeOffset At) : IOrderEvent;

[Event("item-picked")]
public partial record ItemPicked(ItemId Item, decimal? Weight, decimal? Price, long LogId, DateTimeOffset At) : IOrderEvent;

[Event("package-created")]
public partial record PackageCreated(
    PackageId Package, ImmutableArray<ItemId> Items, decimal? Weight, decimal? Price, long LogId, DateTimeOffset At) : IOrderEvent;

[Event("package-sent")]
public partial record PackageSent(PackageId Package, decimal? Weight, decimal? Price, long LogId, DateTimeOffset At) : IOrderEvent;

[Event("delivery-failed")]
public partial record DeliveryFailed(PackageId Package, decimal? Weight, decimal? Price, long LogId, DateTimeOffset At) : IOrderEvent;

[Event("package-delivered")]
public partial record PackageDelivered(PackageId Package, decimal? Weight, decimal? Price, long LogId, DateTimeOffset At) : IOrderEvent;
