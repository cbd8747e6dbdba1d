using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Opossum.Typed;
using Opossum.Typed.Hosting.Stores;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers consumers with a host.</summary>
public static class OpossumConsumerExtensions
{
    /// <summary>
    /// Registers a consumer. It runs from the host's start to its stop, and each delivery has a scope and an instance of its own. If it
    /// fails, the health check of its store is degraded and everything else goes on.
    /// </summary>
    /// <typeparam name="TConsumer">The consumer; registered as a scoped service unless it is registered already.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets the options; null for the defaults.</param>
    /// <param name="store">The name of its store; null for the one without a name.</param>
    /// <example>
    /// <code>
    /// builder.Services.AddOpossum(Courses.Model, o => o.RootPath = "data")
    ///     .AddConsumer&lt;WelcomeMail&gt;(o => { o.Start = StartAt.Now; o.Parallelism = 8; });
    /// </code>
    /// </example>
    public static IServiceCollection AddConsumer<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TConsumer>(
        this IServiceCollection services, Action<ConsumerOptions>? configure = null, string? store = null)
        where TConsumer : class, IConsumer<TConsumer>
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddScoped<TConsumer>();
        services.AddSingleton<ConsumerRegistration>(new ConsumerRegistration<TConsumer>(store ?? Options.Options.DefaultName, configure));
        return services.AddHostedService<ConsumerHostedService>();
    }
}
