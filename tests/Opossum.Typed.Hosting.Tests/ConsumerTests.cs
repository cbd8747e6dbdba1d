using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Opossum.Typed.Hosting.Tests.Support;

namespace Opossum.Typed.Hosting.Tests;

/// <summary>Consumers of a host: scopes, start and stop, and health.</summary>
public sealed class ConsumerTests : IDisposable
{
    private readonly Folder _folder = new();
    private readonly Deliveries _deliveries = new();

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

    public void Dispose() => _folder.Dispose();

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var begin = Environment.TickCount64; !holds(); await Task.Delay(5))
            if (Environment.TickCount64 - begin > 30_000) throw new TimeoutException();
    }

    private IHost Build() => Hosts.Build(builder =>
    {
        builder.Services.AddOpossum(Courses.Model, options => options.RootPath = _folder.Path);
        builder.Services.AddConsumer<ListensToCourses>(static options => options.SaveEvery = 1);
        builder.Services.AddSingleton(_deliveries).AddScoped<Scoped>().AddHealthChecks().AddOpossum();
    });

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
