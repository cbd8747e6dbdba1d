using Forwarder.Bus;
using Forwarder.Orders;
using Microsoft.Extensions.Logging;
using Opossum.Typed;
using Opossum.Typed.CloudEvents;

namespace Forwarder;

/// <summary>
/// Publishes each event of an order. It is done when the broker has confirmed it, so the events of an order arrive in their order.
/// </summary>
[Consumer("forwarder", InOrderOf = typeof(OrderId))]
internal sealed partial class OrderForwarder(RabbitBus bus, ILogger<OrderForwarder> log)
{
    /// <summary>How many orders are published at a time.</summary>
    public const int Parallelism = 16;

    private async Task On(IOrderEvent e, ConsumedEvent at, CancellationToken stop)
    {
        try
        {
            await bus.PublishAsync(CloudEvent.From(at, subject: $"{e.Order}"), at.Type, stop);
        }
        catch (BusAwayException away) when (at.Attempt == 1)
        {
            TriedAgain(log, at.Position, away.Message);
            throw;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The event at position {Position} was not published and is tried again: {Problem}")]
    private static partial void TriedAgain(ILogger log, long position, string problem);
}
