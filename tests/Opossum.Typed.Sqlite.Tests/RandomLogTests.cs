using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Sqlite.Tests;

/// <summary>Rows in SQLite equal a plain fold from the first event, whatever came in which order and wherever it was interrupted.</summary>
public class RandomLogTests
{
    [Fact]
    public async Task Rows_in_SQLite_and_in_memory_equal_a_plain_fold_across_restarts_and_rebuilds()
    {
        for (var i = 0; i < Tier.Size(quick: 15, full: 150, @long: 2_000); i++)
        {
            var seed = Tier.SeedOf(i);
            var random = new Random(seed);
            var log = new LibraryLog(seed, books: 1 + random.Next(8));
            using var folder = new ViewsFolder();
            await using var store = OpossumStore.OpenInMemory(LibraryModel.Model);
            for (var run = 1 + random.Next(4); run > 0; run--)
            {
                if (random.Next(3) == 0) await AppendAsync(store, log, random);
                if (random.Next(3) == 0) await ReviseAsync(folder, store, catchesUp: random.Next(2) == 0);
                await using var views = await SqliteReadModels.OpenAsync(folder.Path, store, LibraryModel.ReadModels);
                await using var memory = await InMemoryReadModels.OpenAsync(store, LibraryModel.ReadModels);
                for (var appends = random.Next(4); appends > 0; appends--) await AppendAsync(store, log, random);
                await CheckAsync(views, store, seed);
                await CheckAsync(memory, store, seed);
                if (random.Next(4) == 0) await CheckCrashAsync(folder, store, seed);
            }
        }
    }

    [Fact]
    public async Task Rows_that_are_evicted_and_loaded_again_equal_a_plain_fold()
    {
        using var folder = new ViewsFolder();
        await using var store = OpossumStore.OpenInMemory(LibraryModel.Model);
        var log = new LibraryLog(Tier.Seed, books: 1_500, readers: 300).Take(Tier.Share(quick: 10_000, full: 40_000, @long: 100_000));
        foreach (var batch in log.Chunk(1_000)) await store.AppendAsync(batch);
        await using var views = await SqliteReadModels.OpenAsync(
            folder.Path, store, LibraryModel.ReadModels, new() { CacheBytes = 1 << 20 });
        await CheckAsync(views, store, Tier.Seed);
    }

    private static async Task AppendAsync(OpossumStore store, LibraryLog log, Random random)
    {
        foreach (var batch in log.Take(1 + random.Next(60)).Chunk(1 + random.Next(10))) await store.AppendAsync(batch);
    }

    /// <summary>Builds all rows by models with other hashes, or begins to, so that the next ones build them again.</summary>
    private static async Task ReviseAsync(ViewsFolder folder, OpossumStore store, bool catchesUp)
    {
        var options = new ReadModelOptions { WaitUntilCaughtUp = catchesUp };
        await using var views = await SqliteReadModels.OpenAsync(folder.Path, store, RevisedLibrary.ReadModels, options);
        await using var memory = await InMemoryReadModels.OpenAsync(store, RevisedLibrary.ReadModels, options);
        if (catchesUp) Assert.Empty(await LibraryCheck.DifferencesAsync(views, store));
    }

    private static async Task CheckCrashAsync(ViewsFolder folder, OpossumStore store, int seed)
    {
        using var crashed = folder.Crash();
        await using var views = await SqliteReadModels.OpenAsync(crashed.Path, store, LibraryModel.ReadModels);
        await CheckAsync(views, store, seed);
    }

    private static async Task CheckAsync(ReadModels views, OpossumStore store, int seed)
    {
        var differences = await LibraryCheck.DifferencesAsync(views, store);
        Assert.True(differences.IsEmpty, $"{views.GetType().Name}, seed {seed}: {string.Join('\n', differences)}");
    }
}
