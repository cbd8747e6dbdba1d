using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Opossum.Typed.Hosting.Tests.Support;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Hosting.Tests;

/// <summary>Rows of changed logic are made beside the old ones, which a host reads meanwhile.</summary>
public sealed class OldRowsTests : IDisposable
{
    private static readonly BookId Book = new(Guid.NewGuid());

    private readonly Folder _folder = new();
    private readonly Log _log = new();

    [Fact]
    public async Task Old_rows_that_are_read_degrade_the_health_of_their_store()
    {
        using (var first = Build<FirstTally>())
        {
            await first.StartAsync();
            var store = first.Services.GetRequiredService<OpossumStore>();
            await store.AppendAsync(new BookLent(Book, new(1), default));
            await first.Services.GetRequiredService<IReadModels>().UntilAsync(store.Head);
            await first.StopAsync();
        }

        using var closed = GatedTally.Close();
        using var host = Build<GatedTally>();
        await host.StartAsync();
        var views = host.Services.GetRequiredService<IReadModels>();
        Assert.Equal(1, (await views.FindAsync(Tally<GatedTally>.At(Book)))!.Lent);
        var ready = await CheckAsync(host);
        Assert.Equal(HealthStatus.Degraded, ready.Status);
        Assert.Equal(
            "The read model 'tallies' is read by its old rows, as of position 1: the present ones are made beside them and are at "
                + "position 0.",
            ready.Description);
        GatedTally.Open();
        await views.RebuildAsync("tallies");
        Assert.Equal(4, (await views.FindAsync(Tally<GatedTally>.At(Book)))!.Lent);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host)).Status);
        Assert.Empty(await views.GetOrphansAsync());
        await Assert.ThrowsAsync<ArgumentException>(() => views.DropOrphanAsync("tallies"));
        await host.StopAsync();
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<HealthReportEntry> CheckAsync(IHost host) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["opossum"];

    private IHost Build<TVersion>() where TVersion : ITallyVersion => Hosts.Build(
        builder =>
        {
            builder.Services.AddOpossum(LibraryModel.Model, options => options.RootPath = _folder.Path).AddReadModels(
                new(ReadModelDescriptor.Of<Tally<TVersion>, BookId>()), static options => options.WaitUntilCaughtUp = false);
            builder.Services.AddHealthChecks().AddOpossum();
        },
        log: _log);
}
