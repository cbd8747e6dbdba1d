using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Opossum.Typed.Hosting.Tests.Support;

namespace Opossum.Typed.Hosting.Tests;

/// <summary>When a store is opened and closed, and what is injected.</summary>
public sealed class LifetimeTests : IDisposable
{
    private readonly Folder _folder = new();
    private readonly Log _log = new();

    [Fact]
    public async Task Registering_and_injecting_touch_no_disk()
    {
        using var host = Build();
        Assert.NotNull(host.Services.GetRequiredService<OpossumStore>());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Used_before_it_is_open_it_names_the_service_that_opens_it()
    {
        using var host = Build();
        var store = host.Services.GetRequiredService<OpossumStore>();
        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await store.AppendAsync(new CourseDefined(new(1))));
        Assert.StartsWith(
            "The store is not open yet: OpossumHostedService opens it when the host starts", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_open_before_any_other_service_starts()
    {
        using var host = Build(static builder =>
            builder.Services.AddHostedService<AppendsWhenStarted>().AddHostedService<AppendsWhenStopped>());
        await host.StartAsync();
        Assert.Equal(1, host.Services.GetRequiredService<OpossumStore>().Head);
        await host.StopAsync();
    }

    [Fact]
    public async Task It_is_closed_with_a_close_frame_after_every_other_service_has_stopped()
    {
        using (var host = Build(static builder =>
            builder.Services.AddHostedService<AppendsWhenStarted>().AddHostedService<AppendsWhenStopped>()))
        {
            await host.StartAsync();
            await host.StopAsync();
        }

        await using var log = await EmbeddedEventLog.OpenAsync(Path.Combine(_folder.Path, "opossum"));
        Assert.Equal((2, true), (log.Head, log.Recovery.WasClosed));
    }

    [Fact]
    public async Task The_next_host_opens_it_once_the_old_one_has_closed_it()
    {
        var path = Path.Combine(_folder.Path, "opossum");
        var old = await EmbeddedEventLog.OpenAsync(path);
        using var host = Hosts.Build(builder => builder.Services.AddOpossum(
            Courses.Model, o => (o.RootPath, o.LockTimeout) = (_folder.Path, TimeSpan.FromMinutes(1))));
        var starting = host.StartAsync();
        Assert.False(starting.IsCompleted);
        await old.DisposeAsync();
        await starting;
        await host.StopAsync();
    }

    [Fact]
    public async Task When_the_lock_timeout_is_over_the_start_fails_and_names_the_holder()
    {
        await using var old = await EmbeddedEventLog.OpenAsync(Path.Combine(_folder.Path, "opossum"));
        var refusal = await Hosts.RefusalAsync(Hosts.Build(builder => builder.Services.AddOpossum(
            Courses.Model, o => (o.RootPath, o.LockTimeout) = (_folder.Path, TimeSpan.FromMilliseconds(50)))));
        Assert.Contains($"by process {Environment.ProcessId}", refusal, StringComparison.Ordinal);
        Assert.Contains("was not closed within 00:00:00.05", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_that_fails_elsewhere_closes_it_too()
    {
        using (var host = Build(static builder => builder.Services.AddHostedService<Fails>()))
            await Assert.ThrowsAsync<NotSupportedException>(() => host.StartAsync());
        await using var log = await EmbeddedEventLog.OpenAsync(Path.Combine(_folder.Path, "opossum"));
        Assert.True(log.Recovery.WasClosed);
    }

    [Fact]
    public async Task A_container_that_is_disposed_without_await_closes_it_too()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        var environment = new Microsoft.Extensions.Hosting.Internal.HostingEnvironment
        {
            ContentRootPath = _folder.Path,
            EnvironmentName = "Development",
        };
        services.AddSingleton<IHostEnvironment>(environment);
        services.AddOpossum(Courses.Model, o => o.RootPath = _folder.Path);
        services.AddKeyedOpossum("orders", Courses.Model, static o => o.InMemory = true);
        using (var provider = services.BuildServiceProvider())
        {
            foreach (var service in provider.GetServices<IHostedService>().Cast<IHostedLifecycleService>())
                await service.StartingAsync(TestContext.Current.CancellationToken);
            await provider.GetRequiredService<OpossumStore>().AppendAsync(new CourseDefined(new(1)));
            await provider.GetRequiredKeyedService<OpossumStore>("orders").AppendAsync(new CourseDefined(new(1)));
        }

        await using var log = await EmbeddedEventLog.OpenAsync(Path.Combine(_folder.Path, "opossum"));
        Assert.Equal((1, true), (log.Head, log.Recovery.WasClosed));
    }

    [Fact]
    public void A_container_with_a_store_that_was_opened_by_hand_is_disposed_without_await()
    {
        var services = new ServiceCollection().AddSingleton(static _ => OpossumStore.OpenInMemory(Courses.Model));
        using var provider = services.BuildServiceProvider();
        Assert.Equal(0, provider.GetRequiredService<OpossumStore>().Head);
    }

    [Fact]
    public async Task Named_stores_are_keyed_services_with_directories_of_their_names()
    {
        using var host = Hosts.Build(builder => builder.Services
            .AddKeyedOpossum("orders", Courses.Model, o => o.RootPath = _folder.Path)
            .AddKeyedOpossum("invoices", Courses.Model, o => o.RootPath = _folder.Path));
        await host.StartAsync();
        await host.Services.GetRequiredKeyedService<OpossumStore>("orders").AppendAsync(new CourseDefined(new(1)));
        Assert.Equal(1, host.Services.GetRequiredKeyedService<OpossumStore>("orders").Head);
        Assert.Equal(0, host.Services.GetRequiredKeyedService<OpossumStore>("invoices").Head);
        Assert.Null(host.Services.GetService<OpossumStore>());
        await host.StopAsync();
        Assert.Equal(["invoices", "orders"], Directory.EnumerateDirectories(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_relative_root_is_relative_to_the_content_root()
    {
        using var host = Hosts.BuildConfigured(new Dictionary<string, string?> { ["RootPath"] = "data/stores" }, contentRoot: _folder.Path);
        await host.StartAsync();
        await host.StopAsync();
        Assert.True(Directory.Exists(Path.Combine(_folder.Path, "data", "stores", "opossum")));
    }

    [Fact]
    public async Task What_opening_found_and_the_options_reach_the_store()
    {
        var time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        using var host = Build(builder => builder.Services.AddSingleton<TimeProvider>(new Clock(time)));
        await host.StartAsync();
        var store = host.Services.GetRequiredService<OpossumStore>();
        await store.AppendAsync(new CourseDefined(new(1)));
        await foreach (var e in store.ReadAsync(CourseDefined.For(new CourseId(1)))) Assert.Equal(time, e.Metadata.RecordedAt);
        Assert.Equal(0, store.Recovery?.Head);
        await host.StopAsync();
    }

    [Fact]
    public async Task An_append_beyond_the_configured_limit_is_refused()
    {
        using var host = Hosts.Build(static builder =>
            builder.Services.AddOpossum(Courses.Model, static o => (o.InMemory, o.MaxAppendBytes) = (true, 1024)));
        await host.StartAsync();
        var log = host.Services.GetRequiredService<OpossumStore>().Log;
        await Assert.ThrowsAsync<AppendLimitException>(async () => await log.AppendAsync([new EventData("large", new byte[1024])]));
        await host.StopAsync();
    }

    [Fact]
    public async Task An_interrupted_write_that_was_cut_is_logged()
    {
        using (var host = Build())
        {
            await host.StartAsync();
            await host.Services.GetRequiredService<OpossumStore>().AppendAsync(new CourseDefined(new(1)));
            await host.StopAsync();
        }

        var segment = Directory.EnumerateFiles(Path.Combine(_folder.Path, "opossum", "events")).Single();
        var bytes = await File.ReadAllBytesAsync(segment);
        // behind the close frame: the beginning of a frame that never was
        bytes[bytes.AsSpan().LastIndexOfAnyExcept((byte)0) + 9] = 1;
        await File.WriteAllBytesAsync(segment, bytes);

        using var again = Build();
        await again.StartAsync();
        await again.StopAsync();
        var cut = Assert.Single(_log.Entries, static entry => entry.Id == 2);
        Assert.Contains("bytes of an interrupted write were cut off " + segment, cut.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_logged_has_stable_ids()
    {
        using var host = Build();
        await host.StartAsync();
        await host.StopAsync();
        Assert.Equal(
            ["1 StoreOpened", "9 StoreClosed"],
            _log.Entries.Where(static entry => entry.Id != 4).Select(static entry => $"{entry.Id} {entry.Name}"));
    }

    public void Dispose() => _folder.Dispose();

    private IHost Build(Action<HostApplicationBuilder>? more = null) => Hosts.Build(
        builder =>
        {
            more?.Invoke(builder);              // before the store, which must be open all the same
            builder.Services.AddOpossum(Courses.Model, o => o.RootPath = _folder.Path);
        },
        log: _log);

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    private sealed class AppendsWhenStarted(OpossumStore store) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken) =>
            await store.AppendAsync(new CourseDefined(new(1)), cancellationToken: cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class AppendsWhenStopped(OpossumStore store) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public async Task StopAsync(CancellationToken cancellationToken) =>
            await store.AppendAsync(new CourseDefined(new(2)), cancellationToken: cancellationToken);
    }

    private sealed class Fails : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
