using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Opossum.Typed;
using Opossum.Typed.Hosting;
using Opossum.Typed.Hosting.Configuration;
using Opossum.Typed.Hosting.Stores;
using Opossum.Typed.Hosting.Validation;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Registers stores with a host. Registration touches no disk: a hosted service opens and recovers all stores before the server takes
/// requests, and closes them after it took the last. The <see cref="OpossumStore"/> that is injected exists before that; using it too early
/// throws an <see cref="InvalidOperationException"/> that says so.
/// </summary>
public static class OpossumServiceCollectionExtensions
{
    /// <summary>
    /// Registers the store of a host that has one, as <see cref="OpossumStore"/>, and as <see cref="OpossumReader"/> for what reads only.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="model">The event types: the generated <c>Model</c> of your class with <see cref="EventModelAttribute"/>.</param>
    /// <param name="configure">Sets the options; <see cref="HostedStoreOptions.RootPath"/> has no default.</param>
    /// <exception cref="InvalidOperationException">There is one already.</exception>
    /// <example>
    /// <code>
    /// builder.Services.AddOpossum(Courses.Model, o => o.RootPath = "data");
    /// app.MapPost("/courses", (DefineCourse command, OpossumStore store) => store.DecideAsync(command));
    /// </code>
    /// </example>
    public static IServiceCollection AddOpossum(this IServiceCollection services, EventModel model, Action<HostedStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, Options.Options.DefaultName, model, null, configure);
    }

    /// <summary>Registers the store of a host that has one, as <see cref="OpossumStore"/>, with options from configuration.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="model">The event types: the generated <c>Model</c> of your class with <see cref="EventModelAttribute"/>.</param>
    /// <param name="section">Its keys are the names of <see cref="HostedStoreOptions"/>; any other but <c>Stores</c> stops the start. It is
    /// read when the host starts, not again later.</param>
    /// <param name="configure">Changes what the section says; null for nothing.</param>
    /// <exception cref="InvalidOperationException">There is one already.</exception>
    /// <example>
    /// <code>
    /// builder.Services.AddOpossum(Courses.Model, builder.Configuration.GetSection("Opossum")); // { "Opossum": { "RootPath": "data" } }
    /// </code>
    /// </example>
    public static IServiceCollection AddOpossum(
        this IServiceCollection services, EventModel model, IConfigurationSection section, Action<HostedStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        return Add(services, Options.Options.DefaultName, model, section, configure);
    }

    /// <summary>Registers one of several stores, as a keyed <see cref="OpossumStore"/>; its options are those of its name.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="name">The key of the service and the name of its options, and, unless these say otherwise, of its directory.</param>
    /// <param name="model">The event types of this store.</param>
    /// <param name="configure">Sets the options; <see cref="HostedStoreOptions.RootPath"/> has no default.</param>
    /// <exception cref="InvalidOperationException">There is one of that name already.</exception>
    /// <example>
    /// <code>
    /// builder.Services.AddKeyedOpossum("orders", Orders.Model, o => o.RootPath = "data");
    /// app.MapGet("/orders/head", ([FromKeyedServices("orders")] OpossumStore store) => store.Head);
    /// </code>
    /// </example>
    public static IServiceCollection AddKeyedOpossum(
        this IServiceCollection services, string name, EventModel model, Action<HostedStoreOptions> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, name, model, null, configure);
    }

    /// <summary>Registers one of several stores, as a keyed <see cref="OpossumStore"/>, with options from configuration.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="name">The key of the service and the name of its options, and, unless these say otherwise, of its directory.</param>
    /// <param name="model">The event types of this store.</param>
    /// <param name="section">As <c>Opossum:Stores:orders</c>: OPSM4002 looks at settings below <c>Opossum</c>.</param>
    /// <param name="configure">Changes what the section says; null for nothing.</param>
    /// <exception cref="InvalidOperationException">There is one of that name already.</exception>
    public static IServiceCollection AddKeyedOpossum(
        this IServiceCollection services, string name, EventModel model, IConfigurationSection section,
        Action<HostedStoreOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(section);
        return Add(services, name, model, section, configure);
    }

    private static IServiceCollection Add(
        IServiceCollection services, string name, EventModel model, IConfigurationSection? section, Action<HostedStoreOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(model);
        var registration = new StoreRegistration(name, model, section?.Path, IsReadOnly: false);
        services.AddHostedLog(registration, provider => new HostedStore(registration, provider));
        if (name.Length == 0) services.AddSingleton(static provider => (OpossumStore)Reader(provider, Options.Options.DefaultName));
        else services.AddKeyedSingleton(name, static (provider, key) => (OpossumStore)Reader(provider, key));

        if (section is not null) services.AddSingleton<IConfigureOptions<HostedStoreOptions>>(new BindStoreSettings(name, section));
        if (configure is not null) services.Configure(name, configure);
        services.AddOptions<HostedStoreOptions>(name).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HostedStoreOptions>, HostedStoreRanges>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HostedStoreOptions>, HostedStoreRules>());
        return services;
    }

    /// <summary>Registers what the host opens and closes, and the reader of it. A name is taken once.</summary>
    internal static void AddHostedLog(
        this IServiceCollection services, StoreRegistration registration, Func<IServiceProvider, HostedLog> make)
    {
        var name = registration.Name;
        if (services.Any(service =>
            !service.IsKeyedService && service.ImplementationInstance is StoreRegistration other && other.Name == name))
            throw new InvalidOperationException(
                $"{registration} is registered already. Further stores need names of their own: "
                + $"AddKeyedOpossum{(registration.IsReadOnly ? "Reader" : "")}(\"orders\", …).");

        services.AddSingleton(registration);
        services.AddKeyedSingleton(name, (provider, _) => make(provider));
        if (name.Length == 0) services.AddSingleton(static provider => Reader(provider, Options.Options.DefaultName));
        else services.AddKeyedSingleton(name, static (provider, key) => Reader(provider, key));
        services.AddHostedService<OpossumHostedService>();
    }

    private static OpossumReader Reader(IServiceProvider services, object? key) => services.GetRequiredKeyedService<HostedLog>(key).Reader;
}
