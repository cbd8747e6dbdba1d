using Microsoft.Extensions.DependencyInjection;
using Opossum.Typed.Hosting.Telemetry;

namespace Opossum.Typed.Hosting.Stores;

/// <summary>That a host has a consumer.</summary>
/// <param name="store">The name of its store; empty for the one without a name.</param>
/// <param name="configure">Sets its options; null for nothing.</param>
internal abstract class ConsumerRegistration(string store, Action<ConsumerOptions>? configure)
{
    protected string Store => store;

    public abstract ValueTask<Consumer> StartAsync(IServiceProvider services, CancellationToken cancellationToken);

    /// <summary>Its options; failures are logged before its own callback is told of them.</summary>
    protected ConsumerOptions Options(HostedLog store)
    {
        var options = new ConsumerOptions();
        configure?.Invoke(options);
        var own = options.OnFailure;
        options.OnFailure = failure =>
        {
            store.Logger.Failed(failure, store.Name);
            own?.Invoke(failure);
        };
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
        var store = services.GetKeyedService<HostedLog>(Store) ?? throw new InvalidOperationException(Problem());
        var scopes = services.GetRequiredService<IServiceScopeFactory>();
        var options = Options(store);
        if (store is HostedReader { StateDirectory: null } && options.States is null)
            throw new InvalidOperationException(
                $"The consumer '{TConsumer.Shape.Name}' has nowhere to keep how far it is: another process writes its store. Set "
                + $"{store.Registration.Place(nameof(HostedReaderOptions.StateDirectory))} to a directory of this process.");
        return store.Reader.StartConsumerAsync<TConsumer>(DeliverAsync, options, cancellationToken);

        async ValueTask DeliverAsync(ConsumedEvent e, CancellationToken stop)
        {
            var scope = scopes.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
                await scope.ServiceProvider.GetRequiredService<TConsumer>().HandleAsync(e, stop).ConfigureAwait(false);
        }
    }

    private string Problem() => Store.Length == 0
        ? $"The consumer '{TConsumer.Shape.Name}' has no store: add AddOpossum(…), or name its store: "
            + $"AddConsumer<{typeof(TConsumer).Name}>(store: \"orders\")."
        : $"The consumer '{TConsumer.Shape.Name}' has no store: there is none of the name '{Store}'. Add "
            + $"AddKeyedOpossum(\"{Store}\", …), or correct the name in AddConsumer<{typeof(TConsumer).Name}>(store: …).";
}
