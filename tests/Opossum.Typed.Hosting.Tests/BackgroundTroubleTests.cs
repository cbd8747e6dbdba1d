using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Opossum.Typed.Hosting.Stores;
using Opossum.Typed.Hosting.Telemetry;
using Opossum.Typed.Hosting.Tests.Support;
using Opossum.Typed.Tests.Engine;

namespace Opossum.Typed.Hosting.Tests;

/// <summary>
/// What fails in the background, where no caller learns of it, is said by health, log and metric: once when it begins and once when it
/// ends.
/// </summary>
public sealed class BackgroundTroubleTests : IDisposable
{
    private readonly WatchedStorage _storage = new() { Location = "place " + Guid.NewGuid() };
    private readonly Log _log = new();
    private readonly MeterListener _gauge = new();
    private readonly Dictionary<string, long> _failing = new(StringComparer.Ordinal);
    private readonly IHost _host;
    private readonly HostedStore _store;
    private readonly StoreWatcher _watcher;

    public BackgroundTroubleTests()
    {
        _gauge.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name != "opossum.background.failing") return;
            if (instrument.Meter.Tags!.Contains(new(OpossumTelemetry.StoreTag, _storage.Location)))
                listener.EnableMeasurementEvents(instrument);
        };
        _gauge.SetMeasurementEventCallback<long>((_, value, tags, _) => _failing[(string)tags[0].Value!] = value);
        _gauge.Start();
        _host = Hosts.Build(static builder =>
        {
            builder.Services.AddOpossum(Courses.Model, static o => o.InMemory = true);
            builder.Services.AddHealthChecks().AddOpossum();
        });
        _store = (HostedStore)_host.Services.GetRequiredKeyedService<HostedLog>("");
        _watcher = new(_storage.Location, _store, "courses", _log);
        _store.Attach(EmbeddedEventLog.Open(_storage, new() { MaxSegmentBytes = 4096 }));
    }

    [Fact]
    public async Task An_index_that_can_not_be_written_degrades_is_logged_once_and_is_measured()
    {
        FailCreating("index/", new UnauthorizedAccessException("no permission for the index"));
        await AppendAsync(until: () => _store.Log!.IndexFailure is not null);
        var attempts = 0;
        _storage.Before = call =>
        {
            if (!call.StartsWith("create index/", StringComparison.Ordinal)) return;
            attempts++;
            throw new UnauthorizedAccessException("still no permission for the index");
        };
        await AppendAsync(until: () => attempts > 2);
        await CheckFailingAsync("index", "can't keep its index: still no permission for the index");
        _storage.Before = null;
        await AppendAsync(until: () => _store.Log!.IndexFailure is null);
        await CheckRecoveredAsync("index");
    }

    [Fact]
    public async Task Room_that_can_not_be_made_degrades_is_logged_once_and_is_measured()
    {
        await _store.Store.AppendAsync(new CourseDefined(new(1)));
        FailCreating("events/", new IOException("no room for events"));
        await AppendAsync(until: () => _store.Log!.PreparationFailure is not null);
        await CheckFailingAsync("preparation", "can't make room for further events: no room for events");
        _storage.Before = null;
        await AppendAsync(until: () => _store.Log!.PreparationFailure is null);
        await CheckRecoveredAsync("preparation");
    }

    [Fact]
    public async Task What_user_code_throws_is_named_by_its_type_alone()
    {
        FailCreating("index/", new FormatException("ada@example.org is no format"));
        await AppendAsync(until: () => _store.Log!.IndexFailure is not null);
        await CheckFailingAsync("index", "can't keep its index: FormatException.");
        Assert.All(_log.Entries, static entry => Assert.DoesNotContain("ada@", entry.Message + entry.Exception, StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _storage.Before = null;
        _gauge.Dispose();
        _host.Dispose();
        _watcher.Dispose();
    }

    private void FailCreating(string directory, Exception error) => _storage.Before = call =>
    {
        if (call.StartsWith("create " + directory, StringComparison.Ordinal)) throw error;
    };

    /// <summary>The background works when appends give it something to do.</summary>
    private async Task AppendAsync(Func<bool> until)
    {
        for (var i = 0; i < 3000 && !until(); i++)
        {
            await _store.Store.AppendAsync(new CourseDefined(new(i)));
            await Task.Delay(1);
        }

        Assert.True(until());
    }

    private async Task CheckFailingAsync(string work, string problem)
    {
        var entry = await ReadyAsync();
        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Contains(problem, entry.Description, StringComparison.Ordinal);
        var logged = await LoggedAsync(12);
        Assert.Equal(("StoreBackgroundFailed", LogLevel.Error), (logged.Name, logged.Level));
        Assert.Contains($"({work}: ", logged.Message, StringComparison.Ordinal);
        Assert.Equal(1, Failing(work));
    }

    private async Task CheckRecoveredAsync(string work)
    {
        Assert.Equal(HealthStatus.Healthy, (await ReadyAsync()).Status);
        var logged = await LoggedAsync(13);
        Assert.Equal(("StoreBackgroundRecovered", LogLevel.Information), (logged.Name, logged.Level));
        Assert.Equal(0, Failing(work));
    }

    private long Failing(string work)
    {
        _gauge.RecordObservableInstruments();
        return _failing[work];
    }

    private async Task<HealthReportEntry> ReadyAsync() =>
        (await _host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["opossum"];

    /// <summary>It is logged by a thread of the pool.</summary>
    private async Task<LogEntry> LoggedAsync(int id)
    {
        for (var i = 0; i < 3000 && _log.Entries.All(entry => entry.Id != id); i++) await Task.Delay(10);
        return Assert.Single(_log.Entries, entry => entry.Id == id);
    }
}
