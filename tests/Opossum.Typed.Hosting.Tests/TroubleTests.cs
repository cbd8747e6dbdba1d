using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Opossum.Typed.Hosting.Stores;
using Opossum.Typed.Hosting.Telemetry;
using Opossum.Typed.Hosting.Tests.Support;
using Opossum.Typed.Tests.Engine;

namespace Opossum.Typed.Hosting.Tests;

/// <summary>What a host says of a disk that fails, or takes its time.</summary>
public sealed class TroubleTests : IDisposable
{
    private readonly WatchedStorage _storage = new() { Location = "place " + Guid.NewGuid() };
    private readonly FakeTimeProvider _time = new();
    private readonly Log _log = new();
    private readonly IHost _host;
    private readonly HostedStore _store;
    private readonly StoreWatcher _watcher;

    public TroubleTests()
    {
        _host = Hosts.Build(static builder =>
        {
            builder.Services.AddOpossum(Courses.Model, static o => o.InMemory = true);
            builder.Services.AddHealthChecks().AddOpossum();
        });
        _store = (HostedStore)_host.Services.GetRequiredKeyedService<HostedLog>("");
        _watcher = new(_storage.Location, _store, "courses", _log);
        _store.Attach(EmbeddedEventLog.Open(_storage, new() { TimeProvider = _time }));
    }

    [Fact]
    public async Task The_end_of_writing_is_logged_and_fails_both_checks()
    {
        _storage.Before = static made =>
        {
            if (made.StartsWith("flush events", StringComparison.Ordinal)) throw new IOException("the disk is gone");
        };
        await Assert.ThrowsAsync<StoreFaultedException>(async () => await _store.Store.AppendAsync(new CourseDefined(new(1))));
        var report = await _host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        Assert.All(report.Entries.Values, static entry => Assert.Equal(HealthStatus.Unhealthy, entry.Status));
        Assert.All(report.Entries.Values, static entry => Assert.Contains("the disk is gone", entry.Description, StringComparison.Ordinal));
        var logged = await LoggedAsync(8);
        Assert.Equal(("StoreFaulted", LogLevel.Critical), (logged.Name, logged.Level));
    }

    [Fact]
    public async Task A_flush_of_more_than_a_second_is_logged()
    {
        _storage.Before = made =>
        {
            if (made.StartsWith("flush events", StringComparison.Ordinal)) _time.Advance(TimeSpan.FromSeconds(1.1));
        };
        await _store.Store.AppendAsync(new CourseDefined(new(1)));
        _storage.Before = null;
        Assert.StartsWith("A flush of the store 'courses' took 1.", (await LoggedAsync(7)).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _storage.Before = null;
        _host.Dispose();
        _watcher.Dispose();
    }

    /// <summary>It is logged by a thread of the pool.</summary>
    private async Task<LogEntry> LoggedAsync(int id)
    {
        await Eventually.IsTrueAsync(() => _log.Entries.Any(entry => entry.Id == id));
        return Assert.Single(_log.Entries, entry => entry.Id == id);
    }
}
