using System.Collections.Immutable;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Tests.Projections.Watching;

/// <summary>What a loop over a watched row or over watched rows gets.</summary>
public sealed class WatchTests : IAsyncDisposable
{
    private static readonly BookId Emma = LibraryLog.Book(1);
    private static readonly BookId Persuasion = LibraryLog.Book(2);

    private readonly OpossumStore _store = OpossumStore.OpenInMemory(LibraryModel.Model);

    [Fact]
    public async Task A_row_is_given_as_it_is_and_then_each_change_and_its_deletion()
    {
        await using var views = await InMemoryReadModels.OpenAsync(_store, LibraryModel.ReadModels);
        await using var loop = new WatchLoop<BookCard?>(views.WatchAsync(BookCard.At(Emma)));
        Assert.Null(await loop.NextAsync());
        Assert.True(loop.Waits);
        await BuyAsync(Emma);
        Assert.Equal(0, (await loop.NextAsync())!.Lent);
        await LendAsync(Emma);
        Assert.Equal(1, (await loop.NextAsync())!.Lent);
        await _store.AppendAsync(new BookLost(Emma, LossReason.Stolen));
        Assert.Null(await loop.NextAsync());
        Assert.True(loop.Waits);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_change_while_the_first_row_is_read_is_not_missed(bool isBefore)
    {
        var storage = new FaultyStorage();
        await using var views = await FaultyReadModels.OpenAsync(_store, LibraryModel.ReadModels, storage);
        await views.UntilAsync(await BuyAsync(Emma));
        if (isBefore) views.BeforeFind = ChangeAsync;
        else views.AfterFind = ChangeAsync;
        await using var loop = new WatchLoop<BookCard?>(views.WatchAsync(BookCard.At(Emma)));
        if (!isBefore) Assert.Equal(0, (await loop.NextAsync())!.Lent);
        Assert.Equal(1, (await loop.NextAsync())!.Lent);
        Assert.True(loop.Waits);

        async Task ChangeAsync(int find)
        {
            if (find == 1) await views.UntilAsync(await LendAsync(Emma));
        }
    }

    [Fact]
    public async Task A_change_while_a_later_row_is_read_is_not_missed()
    {
        var storage = new FaultyStorage();
        await using var views = await FaultyReadModels.OpenAsync(_store, LibraryModel.ReadModels, storage);
        await views.UntilAsync(await BuyAsync(Emma));
        views.AfterFind = async find =>
        {
            if (find == 2) await views.UntilAsync(await LendAsync(Emma));
        };
        await using var loop = new WatchLoop<BookCard?>(views.WatchAsync(BookCard.At(Emma)));
        Assert.Equal(0, (await loop.NextAsync())!.Lent);
        await LendAsync(Emma);
        Assert.Equal(1, (await loop.NextAsync())!.Lent);
        Assert.Equal(2, (await loop.NextAsync())!.Lent);
        Assert.Equal(3, views.Finds);
    }

    [Fact]
    public async Task Changes_of_other_rows_do_not_wake_a_loop()
    {
        var storage = new FaultyStorage();
        await using var views = await FaultyReadModels.OpenAsync(_store, LibraryModel.ReadModels, storage);
        await BuyAsync(Emma);
        await views.UntilAsync(await BuyAsync(Persuasion));
        await using var loop = new WatchLoop<BookCard?>(views.WatchAsync(BookCard.At(Emma)));
        await loop.NextAsync();
        Assert.True(loop.Waits);
        for (var i = 1; i <= 20; i++)
        {
            await using var other = new WatchLoop<BookCard?>(views.WatchAsync(BookCard.At(Persuasion)));
            await other.NextAsync();
            await LendAsync(Persuasion);
            Assert.Equal(i, (await other.NextAsync())!.Lent);           // by now everyone is woken who is
        }

        await LendAsync(Emma);
        Assert.Equal(1, (await loop.NextAsync())!.Lent);
        Assert.Equal(2 + 2 * 20, views.Finds);
    }

    [Fact]
    public async Task A_slow_loop_gets_the_newest_row_and_none_of_those_between()
    {
        await using var views = await InMemoryReadModels.OpenAsync(_store, LibraryModel.ReadModels);
        await views.UntilAsync(await BuyAsync(Emma));
        await using var loop = new WatchLoop<BookCard?>(views.WatchAsync(BookCard.At(Emma)));
        await loop.NextAsync();
        for (var i = 0; i < 100; i++) await views.UntilAsync(await LendAsync(Emma));
        Assert.Equal(100, (await loop.NextAsync())!.Lent);
        Assert.True(loop.Waits);
    }

    [Fact]
    public async Task A_row_with_the_same_columns_is_not_given_again()
    {
        await using var views = await InMemoryReadModels.OpenAsync(_store, LibraryModel.ReadModels);
        await views.UntilAsync(await BuyAsync(Emma));
        await using var loop = new WatchLoop<Branch?>(views.WatchAsync(Branch.At(new("north"))));
        Assert.Equal([Emma], (await loop.NextAsync())!.Books);
        var untouched = views.GetAll<Branch>().Rows.Single();
        await views.UntilAsync(await _store.AppendAsync(new BooksMoved([], new("north"))));
        Assert.NotSame(untouched, views.GetAll<Branch>().Rows.Single());             // another list, of the same books
        Assert.True(loop.Waits);
        await BuyAsync(Persuasion);
        Assert.Equal([Emma, Persuasion], (await loop.NextAsync())!.Books);
    }

    [Fact]
    public async Task Rows_that_a_query_selects_are_given_again_when_they_are_others()
    {
        await using var views = await InMemoryReadModels.OpenAsync(_store, LibraryModel.ReadModels);
        await views.UntilAsync(await BuyAsync(Emma));
        await using var loop = new WatchLoop<(ImmutableArray<BookCard> Rows, long Position)>(
            views.WatchAsync<BookCard>(static all => all.Where(static card => card.Lent > 0)));
        Assert.Equal((0, 1), Count(await loop.NextAsync()));
        await BuyAsync(Persuasion);
        await LendAsync(Persuasion);
        Assert.Equal((1, 3), Count(await loop.NextAsync()));
        await views.UntilAsync(await _store.AppendAsync(new BookRetitled(Emma, "Emma, a novel")));       // is not among them
        Assert.True(loop.Waits);
        await LendAsync(Emma);
        Assert.Equal((2, 5), Count(await loop.NextAsync()));

        static (int, long) Count((ImmutableArray<BookCard> Rows, long Position) state) => (state.Rows.Length, state.Position);
    }

    [Fact]
    public async Task Two_loops_over_one_row_both_get_its_changes()
    {
        await using var views = await InMemoryReadModels.OpenAsync(_store, LibraryModel.ReadModels);
        await views.UntilAsync(await BuyAsync(Emma));
        await using var first = new WatchLoop<BookCard?>(views.WatchAsync(BookCard.At(Emma)));
        await using var second = new WatchLoop<BookCard?>(views.WatchAsync(BookCard.At(Emma)));
        await first.NextAsync();
        await second.NextAsync();
        Assert.True(first.Waits && second.Waits);
        await LendAsync(Emma);
        Assert.Equal(1, (await first.NextAsync())!.Lent);
        await first.DisposeAsync();
        Assert.Equal(1, (await second.NextAsync())!.Lent);
        await LendAsync(Emma);
        Assert.Equal(2, (await second.NextAsync())!.Lent);
    }

    [Fact]
    public async Task A_model_that_was_not_opened_is_refused_by_the_call()
    {
        await using var views = await InMemoryReadModels.OpenAsync(_store, new(ReadModelDescriptor.Of<BookCard, BookId>()));
        Assert.Throws<ArgumentException>(() => views.WatchAsync(LibraryTotals.At()));
        Assert.Throws<ArgumentException>(() => views.WatchAsync<LibraryTotals>(static all => all));
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private ValueTask<AppendResult> BuyAsync(BookId book) => _store.AppendAsync(new BookBought(book, new("north"), "", 1, 2));

    private ValueTask<AppendResult> LendAsync(BookId book) => _store.AppendAsync(new BookLent(book, new(1), default));
}
