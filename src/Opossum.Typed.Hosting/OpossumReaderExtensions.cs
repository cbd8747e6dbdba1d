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
/// Registers stores that another process writes: for a worker with consumers or read models, a report, or a site that only shows. They are
/// opened, checked, looked after and closed as the stores are that the host writes.
/// </summary>
public static class OpossumReaderExtensions
{
    /// <summary>Registers the one store that this host reads, as <see cref="OpossumReader"/>.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="model">The event types: the generated <c>Model</c> of your class with <see cref="EventModelAttribute"/>.</param>
    /// <param name="configure">Sets the options; <see cref="HostedReaderOptions.RootPath"/> has no default.</param>
    /// <exception cref="InvalidOperationException">There is one already.</exception>
    /// <example>
    /// <code>
    /// builder.Services.AddOpossumReader(Courses.Model, o => (o.RootPath, o.StateDirectory) = ("/srv/courses", "state"))
    ///     .AddConsumer&lt;WelcomeMail&gt;();
    /// </code>
    /// </example>
    public static IServiceCollection AddOpossumReader(
        this IServiceCollection services, EventModel model, Action<HostedReaderOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, Options.Options.DefaultName, model, null, configure);
    }

    /// <summary>Registers the one store that this host reads, as <see cref="OpossumReader"/>, with options from configuration.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="model">The event types: the generated <c>Model</c> of your class with <see cref="EventModelAttribute"/>.</param>
    /// <param name="section">Its keys are the names of <see cref="HostedReaderOptions"/>; any other but <c>Stores</c> stops the start. Read
    /// when the host starts, not again later.</param>
    /// <param name="configure">Changes what the section says; null for nothing.</param>
    /// <exception cref="InvalidOperationException">There is one already.</exception>
    public static IServiceCollection AddOpossumReader(
        this IServiceCollection services, EventModel model, IConfigurationSection section, Action<HostedReaderOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        return Add(services, Options.Options.DefaultName, model, section, configure);
    }

    /// <summary>Registers one of several stores that this host reads, as a keyed <see cref="OpossumReader"/>.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="name">The key of the service and the name of its options, and, unless these say otherwise, of the store's directory.
    /// </param>
    /// <param name="model">The event types of this store.</param>
    /// <param name="configure">Sets the options; <see cref="HostedReaderOptions.RootPath"/> has no default.</param>
    /// <exception cref="InvalidOperationException">There is one of that name already.</exception>
    public static IServiceCollection AddKeyedOpossumReader(
        this IServiceCollection services, string name, EventModel model, Action<HostedReaderOptions> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, name, model, null, configure);
    }

    /// <summary>
    /// Registers one of several stores that this host reads, as a keyed <see cref="OpossumReader"/>, with options from configuration.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="name">The key of the service and the name of its options, and, unless these say otherwise, of the store's directory.
    /// </param>
    /// <param name="model">The event types of this store.</param>
    /// <param name="section">Its keys are the names of <see cref="HostedReaderOptions"/>.</param>
    /// <param name="configure">Changes what the section says; null for nothing.</param>
    /// <exception cref="InvalidOperationException">There is one of that name already.</exception>
    public static IServiceCollection AddKeyedOpossumReader(
        this IServiceCollection services, string name, EventModel model, IConfigurationSection section,
        Action<HostedReaderOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(section);
        return Add(services, name, model, section, configure);
    }

    private static IServiceCollection Add(
        IServiceCollection services, string name, EventModel model, IConfigurationSection? section, Action<HostedReaderOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(model);
        var registration = new StoreRegistration(name, model, section?.Path, IsReadOnly: true);
        services.AddHostedLog(registration, provider => new HostedReader(registration, provider));
        if (section is not null) services.AddSingleton<IConfigureOptions<HostedReaderOptions>>(new BindReaderSettings(name, section));
        if (configure is not null) services.Configure(name, configure);
        services.AddOptions<HostedReaderOptions>(name).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HostedReaderOptions>, HostedReaderRules>());
        return services;
    }
}
