using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Tests.Projections;

/// <summary>A row that came under another key would leave the old one behind, and take the place of somebody else's.</summary>
public class KeptKeyTests
{
    private static readonly BookId Emma = LibraryLog.Book(1);

    [Fact]
    public async Task A_handler_that_gives_a_row_with_another_key_stops_its_model()
    {
        await using var store = OpossumStore.OpenInMemory(LibraryModel.Model);
        await using var views = await InMemoryReadModels.OpenAsync(store, new(ReadModelDescriptor.Of<Wanderer, BookId>()));
        await views.UntilAsync(await store.AppendAsync(new BookRetitled(Emma, "stays")));
        var moved = await store.AppendAsync(new BookRetitled(Emma, "goes"));
        var stopped = await Assert.ThrowsAsync<ReadModelStoppedException>(async () => await views.UntilAsync<Wanderer>(moved));
        Assert.StartsWith("The handler gave a row with another key", stopped.Failure.Error.Message, StringComparison.Ordinal);
        Assert.Equal("stays", Assert.Single(views.GetAll<Wanderer>().Rows).Title);
        await Assert.ThrowsAsync<ReadModelStoppedException>(async () => await views.LatestAsync(Wanderer.At(Emma)));
    }
}

[ReadModel("wanderers")]
public partial record Wanderer([Key] BookId Book, string Title = "")
{
    Wanderer On(BookRetitled e) => this with { Book = e.Title == "goes" ? LibraryLog.Book(2) : Book, Title = e.Title };
}
