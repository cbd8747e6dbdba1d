using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Tests.Projections.Watching;

/// <summary>Random changes under quick and slow loops.</summary>
public class RandomWatchTests
{
    [Fact]
    public async Task Every_loop_over_rows_in_memory_gets_them_in_order_and_ends_on_the_last_ones()
    {
        for (var i = 0; i < Tier.Share(quick: 3, full: 20, @long: 200); i++)
        {
            await using var store = OpossumStore.OpenInMemory(LibraryModel.Model);
            await using var views = await InMemoryReadModels.OpenAsync(store, LibraryModel.ReadModels);
            var differences = await new WatchCheck(views, store, Tier.SeedOf(i)).RunAsync(
                stop => views.WatchAsync<BookCard>(
                    static all => all.Where(static card => card.Price > 1).OrderBy(static card => card.Book.Value), stop),
                appends: 300);
            Assert.True(differences.IsEmpty, $"Seed {Tier.SeedOf(i)}: {string.Join('\n', differences)}");
        }
    }
}
