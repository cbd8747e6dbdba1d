using Opossum.Typed;
using Opossum.Typed.Hosting.Stores;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers read models with a host.</summary>
public static class OpossumReadModelExtensions
{
    /// <summary>
    /// Registers read models whose rows are in memory, as <see cref="IReadModels"/> and <see cref="InMemoryReadModels"/>; for a named store
    /// keyed by its name. They are opened with their store, and unless the options say otherwise, the start waits until they have caught
    /// up. If one stands still, the health check of the store is degraded and everything else goes on.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="models">The models.</param>
    /// <param name="configure">Sets the options; null for the defaults.</param>
    /// <param name="store">The name of their store; null for the one without a name.</param>
    /// <exception cref="InvalidOperationException">The store has read models already.</exception>
    /// <example>
    /// <code>
    /// builder.Services.AddOpossum(Courses.Model, o => o.RootPath = "data")
    ///     .AddReadModels(new ReadModelSet(ReadModelDescriptor.Of&lt;CourseCard, CourseId>()));
    /// app.MapGet("/courses/{id}", (int id, IReadModels views) => views.FindAsync(CourseCard.At(new(id))));
    /// </code>
    /// </example>
    public static IServiceCollection AddReadModels(
        this IServiceCollection services, ReadModelSet models, Action<ReadModelOptions>? configure = null, string? store = null)
    {
        ArgumentNullException.ThrowIfNull(models);
        return services.AddReadModels((log, options, stop) => InMemoryReadModels.OpenAsync(log, models, options, stop), configure, store);
    }

    /// <summary>
    /// Registers read models whose rows are where you say, as <see cref="IReadModels"/>, <typeparamref name="TReadModels"/> and, if they
    /// are that, <see cref="ISqlReadModels"/>.
    /// </summary>
    /// <typeparam name="TReadModels">The read models of a storage.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="open">
    /// Opens them on the open store, which is that of <c>AddOpossumReader</c> in a host that reads it only. The options have the host's log
    /// behind their callback.
    /// </param>
    /// <param name="configure">Sets the options; null for the defaults.</param>
    /// <param name="store">The name of their store; null for the one without a name.</param>
    /// <inheritdoc cref="AddReadModels(IServiceCollection, ReadModelSet, Action{ReadModelOptions}?, string?)"/>
    public static IServiceCollection AddReadModels<TReadModels>(
        this IServiceCollection services, Func<OpossumReader, ReadModelOptions, CancellationToken, ValueTask<TReadModels>> open,
        Action<ReadModelOptions>? configure = null, string? store = null)
        where TReadModels : ReadModels
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(open);
        var name = store ?? Options.Options.DefaultName;
        if (services.Any(service =>
            !service.IsKeyedService && service.ImplementationInstance is ReadModelsRegistration other && other.Store == name))
            throw new InvalidOperationException(
                $"{(name.Length == 0 ? "The store" : $"The store '{name}'")} has read models already. Put all of its models into one set.");

        services.AddSingleton(new ReadModelsRegistration(
            name, async (log, options, stop) => await open(log, options, stop).ConfigureAwait(false), configure));
        services.AddHostedService<OpossumHostedService>();
        var hasSql = typeof(TReadModels).IsAssignableTo(typeof(ISqlReadModels));
        if (name.Length == 0)
        {
            services.AddSingleton<IReadModels>(static provider => Find(provider, ""));
            services.AddSingleton(static provider => (TReadModels)Find(provider, "").Opened);
            if (hasSql) services.AddSingleton(static provider => (ISqlReadModels)Find(provider, "").Opened);
        }
        else
        {
            services.AddKeyedSingleton<IReadModels>(name, static (provider, key) => Find(provider, (string)key!));
            services.AddKeyedSingleton(name, static (provider, key) => (TReadModels)Find(provider, (string)key!).Opened);
            if (hasSql) services.AddKeyedSingleton(name, static (provider, key) => (ISqlReadModels)Find(provider, (string)key!).Opened);
        }

        return services;
    }

    private static HostedReadModels Find(IServiceProvider services, string name) =>
        services.GetKeyedService<HostedLog>(name)?.ReadModels ?? throw new InvalidOperationException(
            ReadModelsRegistration.WithoutStore(name));
}
