using Microsoft.Extensions.Time.Testing;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Tests.Projections;

/// <summary>What a cache of rows costs a model that catches up: how often it stores, and how many rows it reads again.</summary>
public sealed class RowMemoryTests : IAsyncDisposable
{
    // The clock stands still: after some seconds rows are stored though they fit.
    private readonly OpossumStore _store = OpossumStore.OpenInMemory(
        LibraryModel.Model, new() { TimeProvider = new FakeTimeProvider(DateTimeOffset.UnixEpoch) });

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Rows_that_fit_are_stored_once_and_none_is_read_again()
    {
        var (commits, loads) = await CatchUpAsync(64 << 20);
        Assert.Equal((1, 0), (commits, loads));
    }

    [Fact]
    public async Task Rows_that_do_not_fit_are_stored_and_dropped_and_read_again()
    {
        var (commits, loads) = await CatchUpAsync(1 << 20);
        Assert.InRange(commits, 3, 200);
        Assert.InRange(loads, 3, 1_000);
    }

    private async Task<(int Commits, int Loads)> CatchUpAsync(long cacheBytes)
    {
        var log = new LibraryLog(Tier.Seed, books: 1_500, readers: 300).Take(15_000);
        foreach (var batch in log.Chunk(1_000)) await _store.AppendAsync(batch);
        var (commits, loads) = (0, 0);
        var storage = new FaultyStorage
        {
            Before = call =>
            {
                if (call == nameof(ReadModelStorage.CommitAsync)) commits++;
                if (call == "LoadAsync") loads++;
            },
        };
        await using var views = await FaultyReadModels.OpenAsync(
            _store, LibraryModel.ReadModels, storage, new() { CacheBytes = cacheBytes });
        var counted = (commits, loads);
        Assert.Empty(await LibraryCheck.DifferencesAsync(views, _store));
        return counted;
    }
}
