using Microsoft.Extensions.Hosting;

namespace Opossum.Typed.Hosting.Stores;

/// <summary>
/// Starts all consumers of the host once the stores are open, and stops them before the stores are closed. What is being handled is
/// finished within the host's time; after that it is cancelled, and delivered again at the next start.
/// </summary>
internal sealed class ConsumerHostedService(IEnumerable<ConsumerRegistration> registrations, IServiceProvider services) : IHostedService
{
    private readonly List<Consumer> _consumers = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var registration in registrations)
            _consumers.Add(await registration.StartAsync(services, cancellationToken).ConfigureAwait(false));
    }

    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_consumers.Select(consumer => consumer.StopAsync(cancellationToken).AsTask()));
}
