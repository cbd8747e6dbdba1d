using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Opossum.Typed.Hosting.Tests.Support;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Hosting.Tests;

/// <summary>Read models of a host: opened with their store, injected, looked after, and closed before it.</summary>
public sealed class ReadModelTests : IDisposable
{
    private static readonly BranchId Main = new("main");

    private readonly Folder _folder = new();
    private readonly Log _log = new();

    [Fact]
    public async Task They_are_injected_and_see_what_was_appended_before_the_start_and_after_it()
    {
        var (first, second) = (new BookId(Guid.NewGuid()), new BookId(Guid.NewGuid()));
        using (var host = Build())
        {
            var views = host.Services.GetRequiredService<IReadModels>();
            Assert.Contains(
                "are not open yet",
                (await Assert.ThrowsAsync<InvalidOperationException>(async () => await views.FindAsync(BookCard.At(first)))).Message,
                StringComparison.Ordinal);
            await host.StartAsync();
            await BuyAsync(host, first, "Emma");
            Assert.Equal("Emma", (await views.FindAsync(BookCard.At(first)))!.Title);
            await using var loop = new WatchLoop<BookCard?>(views.WatchAsync(BookCard.At(first)));
            Assert.Equal("Emma", (await loop.NextAsync())!.Title);
            await host.StopAsync();
            await loop.EndAsync();
            Assert.Equal(ReadModelState.Closed, (await views.GetStatusAsync())[0].State);
        }

        using var again = Build();
        await again.StartAsync();
        var models = again.Services.GetRequiredService<InMemoryReadModels>();
        Assert.Equal("Emma", Assert.Single(models.GetAll<BookCard>().Rows).Title);
        await BuyAsync(again, second, "Persuasion");
        Assert.Equal(2, models.GetAll<BookCard>().Rows.Length);
        await again.StopAsync();
    }

    [Fact]
    public async Task One_that_stands_still_degrades_the_health_of_its_store_and_is_logged()
    {
        using var host = Build();
        await host.StartAsync();
        var store = host.Services.GetRequiredService<OpossumStore>();
        await store.AppendAsync(new BookRated(new(Guid.NewGuid()), 1, "throw"));
        var views = host.Services.GetRequiredService<IReadModels>();
        await Assert.ThrowsAsync<ReadModelStoppedException>(async () => await views.UntilAsync(store.Head));
        var ready = (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["opossum"];
        Assert.Equal(
            (HealthStatus.Degraded, "The read model 'book_ratings' stands still after position 0: see its status."),
            (ready.Status, ready.Description));
        var entry = Assert.Single(_log.Entries, static entry => entry.Name == "ReadModelStopped");
        Assert.Equal(
            (LogLevel.Error, "The read model 'book_ratings' of the store 'opossum' stands still before the event at position 1, of type "
                + "'book-rated' (InvalidOperationException). Everything else goes on. Resume it once the cause is mended, or skip the "
                + "event."),
            (entry.Level, entry.Message));
        await BuyAsync(host, new(Guid.NewGuid()), "Emma", wait: false);
        await views.UntilAsync<BookCard>(store.Head);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_second_set_for_one_store_and_a_store_that_is_not_there_are_refused_by_name()
    {
        var services = new ServiceCollection();
        services.AddReadModels(Models);
        Assert.Equal(
            "The store has read models already. Put all of its models into one set.",
            Assert.Throws<InvalidOperationException>(() => services.AddReadModels(Models)).Message);
        Assert.Contains(
            "there is none of the name 'orders'",
            await Hosts.RefusalAsync(Hosts.Build(builder =>
            {
                builder.Services.AddOpossum(LibraryModel.Model, options => options.RootPath = _folder.Path);
                builder.Services.AddReadModels(Models, store: "orders");
            })),
            StringComparison.Ordinal);
        Assert.Contains(
            "add AddOpossum(…)", await Hosts.RefusalAsync(Hosts.Build(static builder => builder.Services.AddReadModels(Models))),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_of_a_named_store_are_keyed_by_its_name()
    {
        using var host = Hosts.Build(builder =>
        {
            builder.Services.AddKeyedOpossum("library", LibraryModel.Model, options => options.RootPath = _folder.Path);
            builder.Services.AddReadModels(Models, store: "library");
        });
        await host.StartAsync();
        var views = host.Services.GetRequiredKeyedService<IReadModels>("library");
        Assert.Equal(2, (await views.GetStatusAsync()).Length);
        Assert.NotNull(host.Services.GetRequiredKeyedService<InMemoryReadModels>("library"));
        Assert.Null(host.Services.GetService<IReadModels>());
        await host.StopAsync();
    }

    [Fact]
    public async Task One_that_stands_still_before_it_was_built_does_not_hold_up_the_start_and_can_not_be_read()
    {
        await using (var store = await OpossumStore.OpenAsync(Path.Combine(_folder.Path, "opossum"), LibraryModel.Model))
            await store.AppendAsync(new BookRated(new(Guid.NewGuid()), 1, "throw"));
        using var host = Build();
        await host.StartAsync();
        var views = host.Services.GetRequiredService<IReadModels>();
        await Assert.ThrowsAsync<ReadModelNotReadyException>(async () => await views.FindAsync(BookRating.At(new(Guid.NewGuid()))));
        Assert.Null(await views.FindAsync(BookCard.At(new(Guid.NewGuid()))));
        await host.StopAsync();
    }

    [Fact]
    public async Task While_one_is_being_built_its_store_is_not_ready()
    {
        using SemaphoreSlim failing = new(0), goesOn = new(0);
        await using (var store = await OpossumStore.OpenAsync(Path.Combine(_folder.Path, "opossum"), LibraryModel.Model))
            await store.AppendAsync(new BookRated(new(Guid.NewGuid()), 1, "throw"));
        using var host = Build(options =>
        {
            options.WaitUntilCaughtUp = false;
            options.OnFailure = _ =>
            {
                failing.Release();
                goesOn.Wait();          // before the model shows its state
            };
        });
        await host.StartAsync();
        try
        {
            Assert.True(await failing.WaitAsync(TimeSpan.FromMinutes(1)));
            var ready = (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["opossum"];
            Assert.Equal(
                (HealthStatus.Unhealthy, "The read model 'book_ratings' is being built: it is at position 0."),
                (ready.Status, ready.Description));
        }
        finally
        {
            goesOn.Release();
        }

        await host.StopAsync();
    }

    public void Dispose()
    {
        _folder.Dispose();
        _log.Dispose();
    }

    private static ReadModelSet Models =>
        new(ReadModelDescriptor.Of<BookCard, BookId>(), ReadModelDescriptor.Of<BookRating, BookId>());

    private IHost Build(Action<ReadModelOptions>? configure = null) => Hosts.Build(
        builder =>
        {
            builder.Services.AddOpossum(LibraryModel.Model, options => options.RootPath = _folder.Path).AddReadModels(Models, configure);
            builder.Services.AddHealthChecks().AddOpossum();
        },
        log: _log);

    private static async Task BuyAsync(IHost host, BookId book, string title, bool wait = true)
    {
        var appended = await host.Services.GetRequiredService<OpossumStore>().AppendAsync(new BookBought(book, Main, title, 9.90m, 1));
        if (wait) await host.Services.GetRequiredService<IReadModels>().UntilAsync(appended);
    }
}
