using Microsoft.Extensions.DependencyInjection;

namespace Opossum.Typed.Hosting.Stores;

/// <summary>That a host has a consumer.</summary>
/// <param name="store">The name of its store; empty for the one without a name.</param>
/// <param name="configure">Sets its options; null for nothing.</param>
internal abstract class ConsumerRegistration(string store, Action<ConsumerOptions>? configure)
{
    protected string Store => store;

    public abstract ValueTask<Consumer> StartAsync(IServiceProvider services, CancellationToken cancellationToken);

    protected ConsumerOptions Options()
    {
        var options = new ConsumerOptions();
        configure?.Invoke(options);
        return options;
    }
}

/// <inheritdoc/>
internal sealed class ConsumerRegistration<TConsumer>(string store, Action<ConsumerOptions>? configure)
    : ConsumerRegistration(store, configure)
    where TConsumer : class, IConsumer<TConsumer>
{
    /// <summary>Each delivery has a scope, and an instance, of its own.</summary>
    public override ValueTask<Consumer> StartAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredKeyedService<HostedStore>(Store).Store;
        var scopes = services.GetRequiredService<IServiceScopeFactory>();
        return store.StartConsumerAsync<TConsumer>(DeliverAsync, Options(), cancellationToken);

        async ValueTask DeliverAsync(ConsumedEvent e, CancellationToken stop)
        {
            var scope = scopes.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
                await scope.ServiceProvider.GetRequiredService<TConsumer>().HandleAsync(e, stop).ConfigureAwait(false);
        }
    }
}
