using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Opossum.Typed.Hosting.Tests.Support;

namespace Opossum.Typed.Hosting.Tests;

/// <summary>Consumers of a host: scopes, start and stop, and health.</summary>
public sealed class ConsumerTests : IDisposable
{
    private readonly Folder _folder = new();
    private readonly Deliveries _deliveries = new();
    private readonly Log _log = new();

    [Fact]
    public async Task Each_delivery_has_a_scope_of_its_own_which_is_disposed()
    {
        using (var host = Build())
        {
            await host.StartAsync();
            var store = host.Services.GetRequiredService<OpossumStore>();
            for (var i = 1; i <= 3; i++) await store.DecideAsync(new DefineCourse(new(i)));
            await UntilAsync(() => _deliveries.Disposed == 3);
            Assert.Equal(3, _deliveries.Scopes.Distinct().Count());
            Assert.Equal("listens-to-courses", Assert.Single(store.Consumers).Name);
            await host.StopAsync();
            Assert.Empty(store.Consumers);
        }

        using var again = Build();
        await again.StartAsync();
        await again.Services.GetRequiredService<OpossumStore>().DecideAsync(new DefineCourse(new(4)));
        await UntilAsync(() => _deliveries.Positions.Count == 4);
        Assert.Equal([1, 2, 3, 4], _deliveries.Positions);
        await again.StopAsync();
    }

    [Fact]
    public async Task A_stop_finishes_what_is_handled_and_cancels_it_when_the_time_is_up()
    {
        _deliveries.Before = static stop => Task.Delay(Timeout.Infinite, stop);
        using var host = Build();
        await host.StartAsync();
        await host.Services.GetRequiredService<OpossumStore>().DecideAsync(new DefineCourse(new(1)));
        await UntilAsync(() => _deliveries.Begun == 1);
        using var hurry = new CancellationTokenSource(50);
        await host.StopAsync(hurry.Token);
        Assert.Empty(_deliveries.Positions);
    }

    [Fact]
    public async Task One_that_has_stopped_degrades_the_health_of_its_store()
    {
        _deliveries.Before = static _ => throw new InvalidCastException("private");
        using var host = Build();
        await host.StartAsync();
        var store = host.Services.GetRequiredService<OpossumStore>();
        await store.DecideAsync(new DefineCourse(new(1)));
        await UntilAsync(() => Assert.Single(store.Consumers).State == ConsumerState.Failed);
        var ready = (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["opossum"];
        Assert.Equal(
            (HealthStatus.Degraded, "The consumer 'listens-to-courses' has stopped at position 0: see its status."),
            (ready.Status, ready.Description));
        await store.DecideAsync(new DefineCourse(new(2)));
        await host.StopAsync();
    }

    [Fact]
    public async Task A_handler_that_ignores_its_token_does_not_hold_up_the_host()
    {
        var release = new TaskCompletionSource();
        _deliveries.Before = _ => release.Task;
        using var host = Build();
        await host.StartAsync();
        await host.Services.GetRequiredService<OpossumStore>().DecideAsync(new DefineCourse(new(1)));
        await UntilAsync(() => _deliveries.Begun == 1);
        using var hurry = new CancellationTokenSource(50);
        await host.StopAsync(hurry.Token).WaitAsync(TimeSpan.FromSeconds(20));
        var entry = Assert.Single(_log.Entries, static entry => entry.Name == "ConsumerAbandoned");
        Assert.Equal(
            (LogLevel.Warning, "The host did not wait for the consumer 'listens-to-courses' of the store 'opossum': its handler ignores "
                + "its cancellation token at position 1, attempt 1. The event is delivered again at the next start."),
            (entry.Level, entry.Message));
        release.SetResult();
    }

    [Fact]
    public async Task A_handler_that_stops_its_host_and_waits_is_cancelled_when_the_time_is_up()
    {
        IHost? stopped = null;
        using var hurry = new CancellationTokenSource();
        _deliveries.Before = async stop => await stopped!.StopAsync(hurry.Token).WaitAsync(stop);
        using var host = stopped = Build();
        await host.StartAsync();
        await host.Services.GetRequiredService<OpossumStore>().DecideAsync(new DefineCourse(new(1)));
        await UntilAsync(() => _deliveries.Begun == 1);
        await hurry.CancelAsync();
        await UntilAsync(() => host.Services.GetRequiredService<OpossumStore>().Consumers.Count == 0);
        Assert.Empty(_deliveries.Positions);
    }

    [Fact]
    public async Task Failures_are_logged_once_an_event_without_what_the_exception_says()
    {
        _deliveries.Before = static _ => throw new TimeoutException("private");
        var told = new ConcurrentQueue<ConsumerFailureKind>();
        using var host = Build(options =>
        {
            (options.FirstPause, options.LongestPause) = (TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1));
            options.MaxAttempts = 4;
            options.OnFailure = failure => told.Enqueue(failure.Kind);
        });
        await host.StartAsync();
        var store = host.Services.GetRequiredService<OpossumStore>();
        await store.DecideAsync(new DefineCourse(new(1)));
        await UntilAsync(() => told.Contains(ConsumerFailureKind.Stopped));
        Assert.Equal(
            [
                (40, LogLevel.Warning, "The consumer 'listens-to-courses' of the store 'opossum' has failed at position 1, attempt 1, "
                    + "and tries again (TimeoutException). Further attempts at this event are not logged."),
                (43, LogLevel.Error, "The consumer 'listens-to-courses' of the store 'opossum' has stopped at position 1 after 4 attempts "
                    + "(TimeoutException). Everything else goes on. Resume it or restart the host to try again."),
            ],
            _log.Entries.Where(static entry => entry.Id >= 40).Select(static entry => (entry.Id, entry.Level, entry.Message)));
        Assert.All(_log.Entries, static entry => Assert.Null(entry.Exception));
        Assert.Equal([ConsumerFailureKind.Retried, ConsumerFailureKind.Stopped], told);
        await host.StopAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]         // a handler's own error of files may quote an event
    public async Task A_parked_event_is_logged_with_the_exception_only_if_it_is_the_stores(bool isOfTheStore)
    {
        Exception thrown = isOfTheStore ? new StoreDamagedException("a.seg", 7, "gone") : new IOException("no mail for Ada");
        _deliveries.Before = _ => throw thrown;
        using var host = Build(static options => (options.MaxAttempts, options.WhenExhausted) = (1, Exhausted.Park));
        await host.StartAsync();
        await host.Services.GetRequiredService<OpossumStore>().DecideAsync(new DefineCourse(new(1)));
        await UntilAsync(() => _log.Entries.Any(static entry => entry.Id >= 40));
        var entry = Assert.Single(_log.Entries, static entry => entry.Id >= 40);
        Assert.Equal(
            ("ConsumerParked", LogLevel.Error, "The consumer 'listens-to-courses' of the store 'opossum' has parked the event at "
                + $"position 1 after 1 attempts and goes on ({(isOfTheStore ? thrown.Message : "IOException")})."),
            (entry.Name, entry.Level, entry.Message));
        Assert.Equal(isOfTheStore ? thrown : null, entry.Exception);
        await host.StopAsync();
    }

    [Theory]
    [InlineData(null, "The consumer 'listens-to-courses' has no store: add AddOpossum(…), or name its store: "
        + "AddConsumer<ListensToCourses>(store: \"orders\").")]
    [InlineData("orders", "The consumer 'listens-to-courses' has no store: there is none of the name 'orders'. Add "
        + "AddKeyedOpossum(\"orders\", …), or correct the name in AddConsumer<ListensToCourses>(store: …).")]
    public async Task A_consumer_without_its_store_is_refused_at_the_start(string? store, string message) =>
        Assert.Equal(message, await Hosts.RefusalAsync(Hosts.Build(builder =>
        {
            if (store is not null) builder.Services.AddOpossum(Courses.Model, options => options.RootPath = _folder.Path);
            builder.Services.AddConsumer<ListensToCourses>(store: store);
        })));

    [Fact]
    public async Task An_option_out_of_its_range_names_the_consumer()
    {
        var refusal = await Hosts.RefusalAsync(Build(static options => options.Parallelism = 0));
        Assert.StartsWith(
            "ConsumerOptions.Parallelism of the consumer 'listens-to-courses' must be from 1 to 1,024.", refusal, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var begin = Environment.TickCount64; !holds(); await Task.Delay(5))
            if (Environment.TickCount64 - begin > 30_000) throw new TimeoutException();
    }

    private IHost Build(Action<ConsumerOptions>? configure = null) => Hosts.Build(
        builder =>
        {
            builder.Services.AddOpossum(Courses.Model, options => options.RootPath = _folder.Path);
            builder.Services.AddConsumer<ListensToCourses>(options =>
            {
                options.SaveEvery = 1;
                configure?.Invoke(options);
            });
            builder.Services.AddSingleton(_deliveries).AddScoped<Scoped>().AddHealthChecks().AddOpossum();
        },
        log: _log);

    /// <summary>What the test sees of all of them.</summary>
    public sealed class Deliveries
    {
        private int _disposed;
        private int _begun;

        public ConcurrentQueue<long> Positions { get; } = new();

        public ConcurrentQueue<object> Scopes { get; } = new();

        public Func<CancellationToken, Task> Before { get; set; } = static _ => Task.CompletedTask;

        public int Disposed => Volatile.Read(ref _disposed);

        public int Begun => Volatile.Read(ref _begun);

        public void NoteBegun() => Interlocked.Increment(ref _begun);

        public void NoteDisposed() => Interlocked.Increment(ref _disposed);
    }

    public sealed class Scoped(Deliveries deliveries) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            deliveries.NoteDisposed();
            return default;
        }
    }
}

[Consumer("listens-to-courses")]
public partial class ListensToCourses(ConsumerTests.Deliveries deliveries, ConsumerTests.Scoped scoped)
{
    private async Task On(CourseDefined _, ConsumedEvent at, CancellationToken stop)
    {
        deliveries.NoteBegun();
        await deliveries.Before(stop);
        deliveries.Scopes.Enqueue(scoped);
        deliveries.Positions.Enqueue(at.Position);
    }
}
