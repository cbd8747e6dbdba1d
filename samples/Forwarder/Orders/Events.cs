using Opossum.Typed;

namespace Forwarder.Orders;

[EventModel] internal static partial class OrderEvents;

[Tag("order")] internal readonly partial record struct OrderId(Guid Value);

/// <summary>What all events of an order have in common.</summary>
internal interface IOrderEvent : IEvent
{
    OrderId Order { get; }
}

[Event("order-placed")] internal partial record OrderPlaced(OrderId Order, int Number) : IOrderEvent;

[Event("order-paid")] internal partial record OrderPaid(OrderId Order, decimal Amount) : IOrderEvent;

[Event("order-shipped")] internal partial record OrderShipped(OrderId Order, string Carrier) : IOrderEvent;
