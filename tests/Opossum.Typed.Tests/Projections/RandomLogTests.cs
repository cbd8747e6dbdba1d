using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Tests.Projections;

/// <summary>Rows equal a plain fold from the first event, whatever came in which order and wherever it was interrupted.</summary>
public class RandomLogTests
{
    [Fact]
    public async Task Rows_in_memory_equal_a_plain_fold_across_restarts()
    {
        for (var i = 0; i < Tier.Share(quick: 20, full: 500, @long: 2_000); i++)
        {
            var seed = Tier.SeedOf(i);
            var random = new Random(seed);
            var log = new LibraryLog(seed, books: 1 + random.Next(8));
            await using var store = OpossumStore.OpenInMemory(LibraryModel.Model);
            for (var run = 1 + random.Next(4); run > 0; run--)
            {
                if (random.Next(3) == 0) await AppendAsync(store, log, random);
                await using var views = await InMemoryReadModels.OpenAsync(store, LibraryModel.ReadModels);
                for (var appends = random.Next(4); appends > 0; appends--) await AppendAsync(store, log, random);
                var differences = await LibraryCheck.DifferencesAsync(views, store);
                Assert.True(differences.IsEmpty, $"Seed {seed}: {string.Join('\n', differences)}");
            }
        }
    }

    private static async Task AppendAsync(OpossumStore store, LibraryLog log, Random random)
    {
        foreach (var batch in log.Take(1 + random.Next(60)).Chunk(1 + random.Next(10))) await store.AppendAsync(batch);
    }
}
