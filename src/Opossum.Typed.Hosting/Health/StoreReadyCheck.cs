using Microsoft.Extensions.Diagnostics.HealthChecks;
using Opossum.Typed.Hosting.Stores;
using Opossum.Typed.Hosting.Telemetry;

namespace Opossum.Typed.Hosting.Health;

/// <summary>
/// Whether the store takes appends, and whether it will go on to. Where nothing was flushed for a while it writes and flushes a file of its
/// own, so that an idle store is not healthy by hearsay.
/// </summary>
internal sealed class StoreReadyCheck(HostedStore store) : IHealthCheck
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SlowFlush = TimeSpan.FromSeconds(1);

    private long _probedAt;             // milliseconds of the system's run time; 0 before the first. Two checks at a time may both probe

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var failure = context.Registration.FailureStatus;
        if (store.Log is not { } log) return new(failure, store.Retagging is { } retagging
            ? $"{store.Registration} is being retagged: {retagging.Examined} of {retagging.Total} events are read."
            : $"{store.Registration} is not open yet.");
        var data = Describe(log);
        if (log.Fault is { } fault) return new(failure, fault.Message, Quotable.OrNull(fault), data);
        try
        {
            await EnsureWritableAsync(log, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            return new(failure, $"{store.Registration} can't be written: {Quotable.Text(e)}", Quotable.OrNull(e), data);
        }

        var (building, warning) = await Dependents.LookAsync(store, cancellationToken).ConfigureAwait(false);
        if (building is not null) return new(failure, building, data: data);
        return (Warning(log, data) ?? warning) is { } degraded
            ? new(HealthStatus.Degraded, degraded, data: data)
            : HealthCheckResult.Healthy(data: data);
    }

    private string? Warning(EmbeddedEventLog log, Dictionary<string, object> data)
    {
        if (log.PreparationFailure is { } full) return $"{store.Registration} can't make room for further events: {Quotable.Text(full)}";
        if (log.IndexFailure is { } index)
            return $"{store.Registration} can't keep its index: {Quotable.Text(index)} Appends and reads go on; "
                + "those that need old events become slow.";
        if (log.PublicationFailure is { } head)
            return $"{store.Registration} can't tell other processes up to where it is durable: {Quotable.Text(head)} Appends and reads go "
                + "on; other processes see each group of appends when the next one is written.";
        if (data.TryGetValue("freeBytes", out var free) && (long)free < store.Options.MinimumFreeBytes)
            return $"{store.Registration} has {free} free bytes on its disk, less than {store.Options.MinimumFreeBytes} "
                + $"({store.Registration.Place(nameof(HostedStoreOptions.MinimumFreeBytes))}).";
        return store.Watcher?.LastFlush > SlowFlush
            ? $"The last flush of {store.Path} took {store.Watcher.LastFlush.Value.TotalSeconds:0.0} s."
            : null;
    }

    private async Task EnsureWritableAsync(EmbeddedEventLog log, CancellationToken cancellationToken)
    {
        if (store.Watcher is not { } watcher || (watcher.LastFlush is not null && watcher.SinceLastFlush < Fresh)) return;
        var probedAt = Volatile.Read(ref _probedAt);
        if (probedAt != 0 && Environment.TickCount64 - probedAt < Fresh.TotalMilliseconds) return;
        await log.ProbeStorageAsync(cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref _probedAt, Math.Max(Environment.TickCount64, 1));
    }

    private Dictionary<string, object> Describe(EmbeddedEventLog log)
    {
        var data = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["head"] = log.Head,
            ["durableHead"] = log.DurableHead,
            ["recoveredHead"] = log.Recovery.Head,
            ["recoveredCleanly"] = log.Recovery.WasClosed,
            ["recoveryCutBytes"] = log.Recovery.CutBytes,
        };
        if (store.Storage is { } storage)
            (data["fileSystem"], data["storage"], data["flushAtStartMilliseconds"]) =
                (storage.FileSystem, storage.Kind.ToString(), storage.MedianFlush.TotalMilliseconds);
        if (store.Watcher?.LastFlush is { } flush) data["lastFlushMilliseconds"] = flush.TotalMilliseconds;
        if (FreeBytes() is { } free) data["freeBytes"] = free;
        return data;
    }

    private long? FreeBytes()
    {
        try
        {
            return store.Path is null ? null : new DriveInfo(store.Path).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;                // a network share on Windows has no drive
        }
    }
}
