using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Opossum.Typed.Hosting.Health;
using Opossum.Typed.Hosting.Stores;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Health checks of hosted stores.</summary>
public static class OpossumHealthChecksBuilderExtensions
{
    /// <summary>The tag of checks that say whether requests can be served.</summary>
    public const string ReadyTag = "ready";

    /// <summary>The tag of checks that say whether the process should be restarted.</summary>
    public const string LiveTag = "live";

    /// <summary>
    /// Adds two checks of a store. <c>opossum</c>, tagged <c>ready</c>: it is open, takes appends, has room, and its disk is not slow.
    /// <c>opossum-live</c>, tagged <c>live</c>: writing has not ended for good, which only a restart mends. For a named store they are
    /// <c>opossum:orders</c> and <c>opossum-live:orders</c>. A store that another process writes is ready if it can be read, and alive
    /// unless it was replaced.
    /// </summary>
    /// <param name="builder">What <c>AddHealthChecks()</c> returns.</param>
    /// <param name="store">The name that the store was registered by; null for the one without a name.</param>
    /// <param name="failureStatus">What a failure is reported as; null for <see cref="HealthStatus.Unhealthy"/>. What works and needs a
    /// look, such as a disk that fills up, is <see cref="HealthStatus.Degraded"/> in any case.</param>
    /// <exception cref="InvalidOperationException">The store is not registered: thrown when the checks run.</exception>
    /// <example>
    /// <code>
    /// builder.Services.AddHealthChecks().AddOpossum();
    /// app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") });
    /// app.MapHealthChecks("/health/live", new() { Predicate = check => check.Tags.Contains("live") });
    /// </code>
    /// </example>
    public static IHealthChecksBuilder AddOpossum(
        this IHealthChecksBuilder builder, string? store = null, HealthStatus? failureStatus = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var (name, suffix) = string.IsNullOrEmpty(store) ? (Options.Options.DefaultName, "") : (store, ":" + store);
        // one for all runs: that of a store that is written remembers when it last tried the disk
        builder.Services.TryAddKeyedSingleton<IHealthCheck>(ReadyOf(name), (services, _) => Find(services, name) switch
        {
            HostedReader reader => new ReaderReadyCheck(reader),
            var store => new StoreReadyCheck((HostedStore)store),
        });
        builder.Add(new(
            "opossum" + suffix, services => services.GetRequiredKeyedService<IHealthCheck>(ReadyOf(name)), failureStatus, [ReadyTag]));
        return builder.Add(new("opossum-live" + suffix, services => new StoreLiveCheck(Find(services, name)), failureStatus, [LiveTag]));
    }

    private static (string Of, string Store) ReadyOf(string name) => ("Opossum.Typed ready", name);

    private static HostedLog Find(IServiceProvider services, string name) =>
        services.GetKeyedService<HostedLog>(name) ?? throw new InvalidOperationException(name.Length == 0
            ? "There is no store to check: register it by services.AddOpossum, or name the one that is meant."
            : $"There is no store '{name}' to check: register it by services.AddKeyedOpossum(\"{name}\", …).");
}
