using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Opossum.Typed.Hosting.Tests.Support;

namespace Opossum.Typed.Hosting.Tests;

public sealed class HealthTests : IDisposable
{
    private readonly Folder _folder = new();

    [Fact]
    public async Task An_open_store_is_ready_and_says_what_it_knows()
    {
        using var host = Build();
        await host.StartAsync();
        var report = await CheckAsync(host);
        var ready = report.Entries["opossum"];
        Assert.Equal((HealthStatus.Healthy, HealthStatus.Healthy), (ready.Status, report.Entries["opossum-live"].Status));
        Assert.Equal(["ready"], ready.Tags);
        Assert.Equal(["live"], report.Entries["opossum-live"].Tags);
        Assert.Equal([
            "durableHead", "fileSystem", "flushAtStartMilliseconds", "freeBytes", "head", "recoveredCleanly", "recoveredHead",
            "recoveryCutBytes", "storage"
        ], ready.Data.Keys.Order(StringComparer.Ordinal));
        await host.StopAsync();
    }

    [Fact]
    public async Task Before_it_is_open_it_is_not_ready_but_a_restart_would_not_help()
    {
        using var host = Build();
        var report = await CheckAsync(host);
        Assert.Equal(
            (HealthStatus.Unhealthy, HealthStatus.Healthy), (report.Entries["opossum"].Status, report.Entries["opossum-live"].Status));
        Assert.Equal("The store is not open yet.", report.Entries["opossum"].Description);
    }

    [Fact]
    public async Task An_idle_store_is_tried_by_a_write_of_its_own()
    {
        using var host = Build();
        await host.StartAsync();
        // nothing was appended, so nothing has noticed
        Directory.Delete(Path.Combine(_folder.Path, "opossum", "events"), recursive: true);
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(host)).Entries["opossum"].Status);
    }

    [Fact]
    public async Task A_store_that_was_moved_away_is_unhealthy_within_a_second()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows does not move a directory of open files");
        var time = new FakeTimeProvider();
        using var host = Build(time: time);
        await host.StartAsync();
        Directory.Move(Path.Combine(_folder.Path, "opossum"), Path.Combine(_folder.Path, "elsewhere"));
        time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<StoreFaultedException>(async () =>
            await host.Services.GetRequiredService<OpossumStore>().AppendAsync(new CourseDefined(new(1))));
        var report = await CheckAsync(host);
        Assert.Equal(
            (HealthStatus.Unhealthy, HealthStatus.Unhealthy), (report.Entries["opossum"].Status, report.Entries["opossum-live"].Status));
        Assert.Contains(Path.Combine(_folder.Path, "opossum"), report.Entries["opossum"].Description, StringComparison.Ordinal);
        await host.StopAsync();
    }

    [Fact]
    public async Task The_time_of_the_last_flush_is_said()
    {
        using var host = Build();
        await host.StartAsync();
        await host.Services.GetRequiredService<OpossumStore>().AppendAsync(new CourseDefined(new(1)));
        Assert.InRange((double)(await CheckAsync(host)).Entries["opossum"].Data["lastFlushMilliseconds"], 1e-6, 60_000);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_disk_that_fills_up_degrades_it()
    {
        using var host = Build(static o => o.MinimumFreeBytes = long.MaxValue);
        await host.StartAsync();
        var ready = (await CheckAsync(host)).Entries["opossum"];
        Assert.Equal(HealthStatus.Degraded, ready.Status);
        Assert.EndsWith("(HostedStoreOptions.MinimumFreeBytes).", ready.Description, StringComparison.Ordinal);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_closed_store_is_not_ready()
    {
        using var host = Build();
        await host.StartAsync();
        await host.StopAsync();
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(host)).Entries["opossum"].Status);
    }

    [Fact]
    public async Task A_named_store_has_checks_of_its_name()
    {
        using var host = Hosts.Build(builder =>
        {
            builder.Services.AddKeyedOpossum("orders", Courses.Model, static o => o.InMemory = true);
            builder.Services.AddHealthChecks().AddOpossum("orders");
        });
        await host.StartAsync();
        Assert.Equal(["opossum-live:orders", "opossum:orders"], (await CheckAsync(host)).Entries.Keys.Order(StringComparer.Ordinal));
        await host.StopAsync();
    }

    [Fact]
    public async Task A_store_that_is_not_there_is_named()
    {
        using var host = Hosts.Build(static builder => builder.Services.AddLogging().AddHealthChecks().AddOpossum("orders"));
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => CheckAsync(host));
        Assert.Contains("There is no store 'orders' to check", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static Task<HealthReport> CheckAsync(IHost host) => host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

    private IHost Build(Action<HostedStoreOptions>? configure = null, TimeProvider? time = null) => Hosts.Build(builder =>
    {
        if (time is not null) builder.Services.AddSingleton(time);
        builder.Services.AddOpossum(Courses.Model, o =>
        {
            o.RootPath = _folder.Path;
            configure?.Invoke(o);
        });
        builder.Services.AddHealthChecks().AddOpossum();
    });
}
