using Forwarder.Bus;
using Forwarder.Orders;
using Opossum.Typed;
using Opossum.Typed.CloudEvents;

namespace Forwarder;

/// <summary>
/// Publishes each event of an order. It is done when the broker has confirmed it, so the events of an order arrive in their order.
/// </summary>
[Consumer("forwarder", InOrderOf = typeof(OrderId))]
internal sealed partial class OrderForwarder(RabbitBus bus)
{
    /// <summary>How many orders are published at a time.</summary>
    public const int Parallelism = 16;

    private Task On(IOrderEvent e, ConsumedEvent at, CancellationToken stop) =>
        bus.PublishAsync(CloudEvent.From(at, subject: $"{e.Order}"), at.Type, stop);
}
