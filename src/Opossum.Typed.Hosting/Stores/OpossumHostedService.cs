using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Opossum.Typed.Hosting.Stores;

/// <summary>
/// Opens and recovers all stores of the host, and their read models, before any other hosted service is started, and so before the
/// server takes requests; closes them when all have stopped. It asks for the stores as late as that, so that bad options are reported
/// by the host's own check at the start.
/// </summary>
internal sealed class OpossumHostedService(
    IEnumerable<StoreRegistration> registrations, IEnumerable<ReadModelsRegistration> readModels, IServiceProvider services)
    : IHostedLifecycleService
{
    private HostedLog[] _stores = [];

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        _stores = [.. registrations.Select(registration => services.GetRequiredKeyedService<HostedLog>(registration.Name))];
        RefuseSharedPaths();
        foreach (var models in readModels)
            if (!Array.Exists(_stores, store => store.Registration.Name == models.Store))
                throw new InvalidOperationException(ReadModelsRegistration.WithoutStore(models.Store));
        foreach (var store in _stores) await store.OpenAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task StoppedAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_stores.Select(store => store.CloseAsync(cancellationToken)));

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>By their names alone, ignoring case, as some file systems do; what links hide, the lock of the store refuses.</summary>
    private void RefuseSharedPaths()
    {
        var shared = _stores.Where(static store => store.Path is not null)
            .GroupBy(static store => store.Path!, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(static group => group.Count() > 1 && group.Any(static store => !store.Registration.IsReadOnly));
        if (shared is null) return;
        HostedLog[] two = [.. shared.OrderByDescending(static store => store.Registration.IsReadOnly).Take(2)];
        if (two[0].Registration.IsReadOnly)
            throw new InvalidOperationException(
                $"{two[0].Registration} reads '{shared.Key}', which this host writes. The {nameof(OpossumStore)} that is registered for it "
                + $"is an {nameof(OpossumReader)} too: inject that, and remove AddOpossumReader.");
        throw new InvalidOperationException(
            $"{two[0].Registration} and {Lower(two[1].Registration.ToString())} both lie in '{shared.Key}': a directory holds one store. "
            + $"Give one of them another name by {two[1].Registration.Place(nameof(HostedStoreOptions.StoreName))}, "
            + $"or another directory by {two[1].Registration.Place(nameof(HostedStoreOptions.RootPath))}.");
    }

    private static string Lower(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..];
}
