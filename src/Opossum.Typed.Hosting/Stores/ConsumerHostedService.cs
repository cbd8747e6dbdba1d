using Microsoft.Extensions.Hosting;

namespace Opossum.Typed.Hosting.Stores;

/// <summary>
/// Starts all consumers of the host once the stores are open, and stops them before the stores are closed. What is being handled is
/// finished within the host's time; after that it is cancelled, not waited for much longer, and delivered again at the next start.
/// </summary>
internal sealed class ConsumerHostedService(IEnumerable<ConsumerRegistration> registrations, IServiceProvider services) : IHostedService
{
    private readonly List<Consumer> _consumers = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var registration in registrations)
            _consumers.Add(await registration.StartAsync(services, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>
    /// Not in the context of the caller: should it be a handler that stops the host, its consumer is stopped when the time is up.
    /// </summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
            return Task.WhenAll(_consumers.Select(consumer => Task.Run(() => consumer.StopAsync(cancellationToken).AsTask(), default)));
    }
}
