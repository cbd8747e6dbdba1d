using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Opossum.Typed;

namespace Forwarder.Orders;

/// <summary>
/// Makes orders up, in place of your application: so many a second, each placed, paid and shipped. A store has one writer, so the
/// forwarder runs in the process that appends.
/// </summary>
internal sealed class OrderDesk(OpossumStore store, IConfiguration configuration) : BackgroundService
{
    private readonly int _perSecond = configuration.GetValue("Orders:PerSecond", 10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_perSecond <= 0) return;
        using var clock = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / _perSecond));
        for (var number = 1; await clock.WaitForNextTickAsync(stoppingToken); number++)
        {
            var order = new OrderId(Guid.NewGuid());
            await store.AppendAsync(new OrderPlaced(order, number), cancellationToken: stoppingToken);
            await store.AppendAsync(new OrderPaid(order, 9.90m), cancellationToken: stoppingToken);
            await store.AppendAsync(new OrderShipped(order, "Acme Parcels"), cancellationToken: stoppingToken);
        }
    }
}
