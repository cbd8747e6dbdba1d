using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Opossum.Typed.Hosting.Tests.Support;

namespace Opossum.Typed.Hosting.Tests;

/// <summary>
/// A host does not start on a store whose old events lack tags that the contract demands, unless it retags the store first.
/// </summary>
public sealed class RetagGuardTests : IDisposable
{
    private static readonly EventModel Demanding = Courses.Model.WithRetagged(new RetaggedTag("course-defined", 1, "course"));

    private readonly Folder _folder = new();
    private readonly Log _log = new();

    [Fact]
    public async Task A_store_that_was_not_retagged_is_refused_by_the_tag_and_stays_closed()
    {
        await AppendAsync(Courses.Model);
        var message = await Hosts.RefusalAsync(Build(Demanding));
        Assert.Equal(
            "The store was not retagged yet for 'course-defined v1 course': queries and conditions by these tags would miss old events. "
                + "Set HostedStoreOptions.RetagAtStart to true, or run OpossumStore.RetagAsync on the store before.",
            message);
        await using var log = await EmbeddedEventLog.OpenAsync(Path.Combine(_folder.Path, "opossum"));
        Assert.Equal((1L, 0L), (log.Head, log.TagEpoch));
    }

    [Fact]
    public async Task The_host_retags_it_first_if_it_is_told_to_and_once()
    {
        await AppendAsync(Courses.Model);
        using (var host = Build(Demanding, retag: true))
        {
            await host.StartAsync();
            Assert.Equal(1, host.Services.GetRequiredService<OpossumStore>().TagEpoch);
            await host.StopAsync();
        }

        Assert.Single(_log.Entries, static entry => entry.Id == 30);
        Assert.Single(_log.Entries, static entry => entry.Id == 32);
        using var again = Build(Demanding);
        await again.StartAsync();
        Assert.Equal(1, again.Services.GetRequiredService<OpossumStore>().TagEpoch);
        await again.StopAsync();
    }

    [Fact]
    public async Task A_store_that_begins_with_the_tags_needs_nothing()
    {
        await AppendAsync(Demanding);
        await AppendAsync(Demanding);
        using var host = Build(Demanding);
        await host.StartAsync();
        var store = host.Services.GetRequiredService<OpossumStore>();
        Assert.Equal((2L, 1L), (store.Head, store.TagEpoch));
        await host.StopAsync();
    }

    public void Dispose() => _folder.Dispose();

    private async Task AppendAsync(EventModel model)
    {
        using var host = Build(model);
        await host.StartAsync();
        await host.Services.GetRequiredService<OpossumStore>().AppendAsync(new CourseDefined(new(1)));
        await host.StopAsync();
    }

    private IHost Build(EventModel model, bool retag = false) => Hosts.Build(
        builder => builder.Services.AddOpossum(model, o =>
        {
            o.RootPath = _folder.Path;
            o.RetagAtStart = retag;
        }),
        log: _log);
}
