using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Tests.Projections;

/// <summary>What a caller gets from read models in memory.</summary>
public sealed class InMemoryTests : IAsyncDisposable
{
    private static readonly BookId Emma = LibraryLog.Book(1);

    private readonly OpossumStore _store = OpossumStore.OpenInMemory(LibraryModel.Model);

    [Fact]
    public async Task A_row_is_found_after_the_append_that_made_it()
    {
        await using var views = await InMemoryReadModels.OpenAsync(_store, LibraryModel.ReadModels);
        Assert.Null(await views.FindAsync(BookCard.At(Emma)));
        var bought = await _store.AppendAsync(new BookBought(Emma, new("north"), "Emma", 12.50m, 2));
        await views.UntilAsync(bought);
        Assert.Equal(new(Emma, "Emma", "north", 12.50m, 2), await views.FindAsync(BookCard.At(Emma)));
    }

    [Fact]
    public async Task A_row_that_a_reader_holds_stays_as_it_is()
    {
        await using var views = await InMemoryReadModels.OpenAsync(_store, LibraryModel.ReadModels);
        await views.UntilAsync(await _store.AppendAsync(new BookBought(Emma, new("north"), "Emma", 1, 2)));
        var before = await views.FindAsync(BookCard.At(Emma));
        await views.UntilAsync(await _store.AppendAsync(new BookLent(Emma, new(7), default)));
        Assert.Equal((0, 1), (before!.Lent, (await views.FindAsync(BookCard.At(Emma)))!.Lent));
    }

    [Fact]
    public async Task An_event_of_several_books_changes_the_row_of_each()
    {
        await using var views = await InMemoryReadModels.OpenAsync(_store, LibraryModel.ReadModels);
        for (var i = 0; i < 3; i++) await _store.AppendAsync(new BookBought(LibraryLog.Book(i), new("north"), "", 0, 1));
        await views.UntilAsync(await _store.AppendAsync(new BooksMoved([LibraryLog.Book(0), LibraryLog.Book(2)], new("south"))));
        var rows = views.GetAll<BookCard>().Rows.OrderBy(static card => card.Book.Value);
        Assert.Equal(["south", "north", "south"], rows.Select(static card => card.Branch));
    }

    [Fact]
    public async Task Tags_that_a_retagging_added_are_keys_as_well()
    {
        var bought = LibraryModel.Model.ToEventData(new BookBought(Emma, new("north"), "Emma", 1, 2));
        await _store.Log.AppendAsync([new EventData("book-bought", bought.Payload) { Encoding = PayloadEncoding.Json }]);
        await _store.RetagAsync();
        await using var views = await InMemoryReadModels.OpenAsync(_store, LibraryModel.ReadModels);
        Assert.Equal("Emma", (await views.FindAsync(BookCard.At(Emma)))?.Title);
    }

    [Fact]
    public async Task A_page_has_its_rows_the_number_of_all_and_their_position()
    {
        await using var views = await InMemoryReadModels.OpenAsync(_store, LibraryModel.ReadModels);
        for (var i = 0; i < 5; i++) await _store.AppendAsync(new BookBought(LibraryLog.Book(i), new("north"), $"{i}", i, 1));
        await views.UntilAsync(_store.Head);
        var page = views.Page<BookCard>(
            static cards => cards.Where(static card => card.Price > 0).OrderByDescending(static card => card.Price), number: 2, size: 3);
        Assert.Equal(["1"], page.Items.Select(static card => card.Title));
        Assert.Equal((4, 2, 2, 3, 5), (page.Total, page.Pages, page.Number, page.Size, page.Position));
        Assert.Empty(views.Page<BookCard>(static cards => cards, 9, 3).Items);
    }

    [Fact]
    public async Task A_model_that_was_not_opened_is_refused_by_name()
    {
        await using var views = await InMemoryReadModels.OpenAsync(_store, new(ReadModelDescriptor.Of<BookCard, BookId>()));
        var error = await Assert.ThrowsAsync<ArgumentException>(async () => await views.FindAsync(LibraryTotals.At()));
        Assert.Equal("The read model 'library_totals' is not one of those that were opened: book_cards.", error.Message);
    }

    [Fact]
    public async Task A_model_of_events_that_the_store_does_not_know_is_refused()
    {
        await using var other = OpossumStore.OpenInMemory(Generated.Shapes.Model);
        var error = await Assert.ThrowsAsync<ArgumentException>(
            async () => await InMemoryReadModels.OpenAsync(other, LibraryModel.ReadModels));
        Assert.Contains("'book-bought'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_with_a_name_twice_is_refused() => Assert.Throws<ArgumentException>(
        static () => new ReadModelSet(ReadModelDescriptor.Of<BookCard, BookId>(), ReadModelDescriptor.Of<BookCard, BookId>()));

    [Fact]
    public async Task A_status_says_how_far_a_model_is_and_what_it_has()
    {
        await _store.AppendAsync(new BookBought(Emma, new("north"), "Emma", 1, 2));
        await _store.AppendAsync(new BookRetitled(LibraryLog.Book(2), "Emma"));
        await _store.AppendAsync(new LibraryCleaned("as ever"));
        await using var views = await InMemoryReadModels.OpenAsync(_store, LibraryModel.ReadModels);
        var status = (await views.GetStatusAsync()).First(static status => status.Name == "book_cards");
        Assert.Equal("book_cards: Running at 3, 0 behind, 1 rows", status.ToString());
        Assert.Equal((1, null, null), (status.Missed, status.OldestAge, status.Failure));
        Assert.InRange(status.Bytes, 30, 200);
    }

    [Fact]
    public async Task Once_closed_they_say_so()
    {
        var views = await InMemoryReadModels.OpenAsync(_store, LibraryModel.ReadModels);
        await views.DisposeAsync();
        Assert.All(await views.GetStatusAsync(), static status => Assert.Equal(ReadModelState.Closed, status.State));
        await _store.AppendAsync(new BookBought(Emma, new("north"), "Emma", 1, 2));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await views.UntilAsync(1));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => views.ResumeAsync("book_cards"));
    }

    [Fact]
    public async Task A_store_that_is_closed_ends_them()
    {
        await using var views = await InMemoryReadModels.OpenAsync(_store, LibraryModel.ReadModels);
        await _store.DisposeAsync();
        await Eventually.IsTrueAsync(() => IsClosedAsync(views).Result);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private static async Task<bool> IsClosedAsync(InMemoryReadModels views) =>
        (await views.GetStatusAsync()).All(static status => status.State == ReadModelState.Closed);
}
