using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Opossum.Typed.Hosting.Telemetry;

namespace Opossum.Typed.Hosting.Stores;

/// <summary>A store of the host, from its options to its close: one that the host writes, or one that another process writes.</summary>
internal abstract class HostedLog : IAsyncDisposable, IDisposable
{
    protected HostedLog(StoreRegistration registration, IServiceProvider services)
    {
        Registration = registration;
        Logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(StoreLogging.Category);
        if (services.GetServices<ReadModelsRegistration>().SingleOrDefault(of => of.Store == registration.Name) is { } readModels)
            ReadModels = new(this, readModels);
    }

    public StoreRegistration Registration { get; }

    /// <summary>What logs call it.</summary>
    public string Name => Registration.Name.Length == 0 ? Registration.DefaultDirectory : Registration.Name;

    /// <summary>Of all that is logged of stores.</summary>
    public ILogger Logger { get; }

    /// <summary>What is injected for reading.</summary>
    public abstract OpossumReader Reader { get; }

    /// <summary>Its read models; null for none.</summary>
    public HostedReadModels? ReadModels { get; }

    /// <summary>Its directory; null in memory.</summary>
    public abstract string? Path { get; }

    /// <summary>Why it works no more until the process is started again; null while it does.</summary>
    public abstract Exception? Fault { get; }

    protected string Place => Path ?? "memory";

    /// <summary>Opens it, and its read models.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await OpenLogAsync(cancellationToken).ConfigureAwait(false);
        if (ReadModels is not null) await ReadModels.OpenAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Commits what is under way and closes the store, if it is open. If the token is cancelled, that continues in the background.
    /// </summary>
    public abstract Task CloseAsync(CancellationToken cancellationToken);

    /// <summary>Where the host never got to stop, its container closes what was opened.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        if (ReadModels is not null) await ReadModels.CloseAsync().ConfigureAwait(false);
        await Reader.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>The same in a container that is disposed without <c>await</c>.</summary>
    public virtual void Dispose()
    {
        ReadModels?.CloseAsync().AsTask().GetAwaiter().GetResult();
        Reader.Dispose();
    }

    protected abstract Task OpenLogAsync(CancellationToken cancellationToken);

    /// <summary>The error for a directory that can't be opened as a store, with the options that it comes from.</summary>
    protected InvalidOperationException NotOpened(StoreException error, string? rootPath) =>
        new($"{error.Message} The directory comes from {Registration.Place(nameof(HostedStoreOptions.RootPath))} ('{rootPath}') and "
            + $"{Registration.Place(nameof(HostedStoreOptions.StoreName))} ('{System.IO.Path.GetFileName(Path)}').", error);
}
