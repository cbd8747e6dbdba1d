using Microsoft.Extensions.Hosting;
using Opossum.Typed.Hosting.Stores;

namespace Opossum.Typed.Hosting.Validation;

/// <summary>
/// Keeps a store out of production that may lose what it acknowledged: the rule of OPSM4001 and OPSM4002 once more, for what no compiler
/// sees, such as environment variables and mounts.
/// </summary>
internal static class ProductionGuard
{
    /// <summary>What the options alone say.</summary>
    public static string? Problem(StoreRegistration store, HostedStoreOptions options, IHostEnvironment environment) =>
        (environment.IsProduction() && !options.AllowDataLossInProduction, Risk(options)) switch
        {
            (true, Loss.Memory) => Refusal(
                store, "lives in memory, so that it is gone with the process", $"Set {store.Place(nameof(options.InMemory))} to false"),
            (true, Loss.Unflushed) => Refusal(
                store, "does not flush before it acknowledges, so that a power cut takes back what callers were told is stored",
                $"Set {store.Place(nameof(options.FlushEventsImmediately))} to true"),
            _ => null,
        };

    /// <summary>What only the disk can say.</summary>
    public static string? Problem(
        StoreRegistration store, HostedStoreOptions options, IHostEnvironment environment, StorageProfile storage) =>
        environment.IsProduction() && !options.AllowDataLossInProduction && !options.InMemory && storage.Kind == FileSystemKind.Memory
            ? Refusal(
                store, $"lies on a file system in memory ({storage.FileSystem}), so that a restart of the machine loses it",
                $"Set {store.Place(nameof(options.RootPath))} to a directory on a disk")
            : null;

    /// <summary>What the options put at risk, wherever they do.</summary>
    public static Loss Risk(HostedStoreOptions options) =>
        options.InMemory ? Loss.Memory : options.FlushEventsImmediately ? Loss.None : Loss.Unflushed;

    private static string Refusal(StoreRegistration store, string problem, string wayOut) =>
        $"{store} {problem}, and the environment is Production. {wayOut}; "
            + $"or, where that loss is fine, set {store.Place(nameof(HostedStoreOptions.AllowDataLossInProduction))} to true.";

    internal enum Loss
    {
        None,
        Unflushed,
        Memory,
    }
}
