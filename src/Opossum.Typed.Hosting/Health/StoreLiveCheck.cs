using Microsoft.Extensions.Diagnostics.HealthChecks;
using Opossum.Typed.Hosting.Stores;
using Opossum.Typed.Hosting.Telemetry;

namespace Opossum.Typed.Hosting.Health;

/// <summary>
/// Whether a restart of the process would help: writing has ended for good, or the store that is read was replaced.
/// </summary>
internal sealed class StoreLiveCheck(HostedLog store) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(store.Fault is { } fault
            ? new HealthCheckResult(context.Registration.FailureStatus, fault.Message, Quotable.OrNull(fault))
            : HealthCheckResult.Healthy());
}
