using Microsoft.Extensions.Diagnostics.HealthChecks;
using Opossum.Typed.Hosting.Stores;
using Opossum.Typed.Hosting.Telemetry;

namespace Opossum.Typed.Hosting.Health;

/// <summary>
/// Whether a store that another process writes can be read. If nobody writes it at the moment, it can still be read.
/// </summary>
internal sealed class ReaderReadyCheck(HostedReader store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var failure = context.Registration.FailureStatus;
        if (store.Log is null) return new(failure, $"{store.Registration} is not open yet.");
        var (status, fault) = store.Look();
        if (fault is not null) return new(failure, fault.Message, Quotable.OrNull(fault));
        var data = Describe(status!);
        var (building, warning) = await Dependents.LookAsync(store, cancellationToken).ConfigureAwait(false);
        if (building is not null) return new(failure, building, data: data);
        return (Warning(status!) ?? warning) is { } degraded
            ? new(HealthStatus.Degraded, degraded, Quotable.OrNull(status!.Failure), data)
            : HealthCheckResult.Healthy(data: data);
    }

    private string? Warning(ReadOnlyStatus status) => status.Failure is { } failed
        ? $"{store.Registration} can't be read at the moment: {Quotable.Text(failed)} It is tried again."
        : null;

    private static Dictionary<string, object> Describe(ReadOnlyStatus status)
    {
        var data = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["head"] = status.Head,
            ["unproven"] = status.Unproven,
            ["isConfirmed"] = status.IsConfirmed,
        };
        if (status.Writer is { } writer) (data["writer"], data["writerHead"]) = (writer.ToString(), status.WriterHead);
        if (status.WriterProcess is { } process) data["writerProcess"] = process;
        if (status.PublishedAt is { } at) data["publishedAt"] = at;
        return data;
    }
}
