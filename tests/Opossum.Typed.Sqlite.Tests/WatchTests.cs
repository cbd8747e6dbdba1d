using System.Collections.Immutable;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Sqlite.Tests;

/// <summary>What a loop over watched rows of a SQLite file gets.</summary>
public sealed class WatchTests : IAsyncDisposable
{
    private static readonly BookId Emma = LibraryLog.Book(1);
    private static readonly BookId Persuasion = LibraryLog.Book(2);

    private readonly ViewsFolder _folder = new();
    private readonly OpossumStore _store = OpossumStore.OpenInMemory(LibraryModel.Model);

    [Fact]
    public async Task A_row_is_given_as_it_is_and_then_each_change_and_its_deletion()
    {
        await using var views = await OpenAsync();
        await using var loop = new WatchLoop<BookCard?>(views.WatchAsync(BookCard.At(Emma)));
        Assert.Null(await loop.NextAsync());
        Assert.True(loop.Waits);
        await BuyAsync(Emma);
        Assert.Equal(0, (await loop.NextAsync())!.Lent);
        await views.UntilAsync(await BuyAsync(Persuasion));
        Assert.True(loop.Waits);
        await LendAsync(Emma);
        Assert.Equal(1, (await loop.NextAsync())!.Lent);
        await _store.AppendAsync(new BookLost(Emma, LossReason.Worn));
        Assert.Null(await loop.NextAsync());
    }

    [Fact]
    public async Task Rows_of_a_query_are_given_again_when_they_are_others_and_not_otherwise()
    {
        await using var views = await OpenAsync();
        await views.UntilAsync(await BuyAsync(Emma));
        await using var loop = new WatchLoop<(ImmutableArray<BookCard> Rows, long Position)>(
            views.WatchAsync<BookCard>($"where lent > {0} order by lent limit 2"));
        Assert.Equal(("", 1), Of(await loop.NextAsync()));
        await views.UntilAsync(await _store.AppendAsync(new BookRetitled(Emma, "Emma, a novel")));
        Assert.True(loop.Waits);
        await LendAsync(Emma);
        Assert.Equal(("1", 3), Of(await loop.NextAsync()));
        await BuyAsync(Persuasion);
        await _store.AppendAsync([new BookLent(Persuasion, new(1), default), new BookLent(Persuasion, new(1), default)]);
        await loop.UntilAsync(static state => Of(state) == ("1 2", 6));     // events of one append can be stored one by one
        await _store.AppendAsync(new BookLost(Emma, LossReason.Worn));
        Assert.Equal(("2", 7), Of(await loop.NextAsync()));

        static (string Lent, long Position) Of((ImmutableArray<BookCard> Rows, long Position) state) =>
            (string.Join(' ', state.Rows.Select(static card => card.Lent)), state.Position);
    }

    [Fact]
    public async Task Rows_that_are_made_again_are_the_same_and_after_a_change_of_logic_others()
    {
        await LendAsync(Emma);
        await using (var first = await OpenAsync<FirstTally>())
        {
            await using var same = new WatchLoop<(ImmutableArray<Tally<FirstTally>> Rows, long Position)>(
                first.WatchAsync<Tally<FirstTally>>($"order by book"));
            Assert.Equal(1, (await same.NextAsync()).Rows.Single().Lent);
            await first.RebuildAsync("tallies");
            Assert.True(same.Waits);
            await LendAsync(Emma);
            Assert.Equal(2, (await same.NextAsync()).Rows.Single().Lent);
        }

        using var closed = GatedTally.Close();
        await using var views = await OpenAsync<GatedTally>(new() { WaitUntilCaughtUp = false });
        await using var rows = new WatchLoop<(ImmutableArray<Tally<GatedTally>> Rows, long Position)>(
            views.WatchAsync<Tally<GatedTally>>($"order by book"));
        await using var row = new WatchLoop<Tally<GatedTally>?>(views.WatchAsync(Tally<GatedTally>.At(Emma)));
        Assert.Equal((1, 2), ((await row.NextAsync())!.Version, (await rows.NextAsync()).Rows.Single().Lent));
        Assert.True(row.Waits && rows.Waits);
        GatedTally.Open();
        Assert.Equal((4, 8), ((await row.NextAsync())!.Version, (await rows.NextAsync()).Rows.Single().Lent));
    }

    [Fact]
    public async Task A_query_that_SQLite_refuses_fails_in_the_loop_and_a_closed_file_ends_it()
    {
        var views = await OpenAsync();
        await using var wrong = new WatchLoop<(ImmutableArray<BookCard> Rows, long Position)>(
            views.WatchAsync<BookCard>($"limit 1; drop table book_cards"));
        await Assert.ThrowsAsync<ArgumentException>(wrong.EndAsync);
        await using var loop = new WatchLoop<BookCard?>(views.WatchAsync(BookCard.At(Emma)));
        await using var rows = new WatchLoop<(ImmutableArray<BookCard> Rows, long Position)>(views.WatchAsync<BookCard>($""));
        await loop.NextAsync();
        await rows.NextAsync();
        Assert.True(loop.Waits && rows.Waits);
        await views.DisposeAsync();
        await loop.EndAsync();
        await rows.EndAsync();
        Assert.Throws<ObjectDisposedException>(() => views.WatchAsync<BookCard>($""));
    }

    [Fact]
    public async Task Every_loop_over_rows_in_SQLite_gets_them_in_order_and_ends_on_the_last_ones()
    {
        for (var i = 0; i < Tier.Size(quick: 2, full: 10, @long: 200); i++)
        {
            using var folder = new ViewsFolder();
            await using var store = OpossumStore.OpenInMemory(LibraryModel.Model);
            await using var views = await SqliteReadModels.OpenAsync(folder.Path, store, LibraryModel.ReadModels);
            var differences = await new WatchCheck(views, store, Tier.SeedOf(i)).RunAsync(
                stop => views.WatchAsync<BookCard>($"where price > {1m} order by book", stop), appends: 300);
            Assert.True(differences.IsEmpty, $"Seed {Tier.SeedOf(i)}: {string.Join('\n', differences)}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<SqliteReadModels> OpenAsync() => await SqliteReadModels.OpenAsync(_folder.Path, _store, LibraryModel.ReadModels);

    private async Task<SqliteReadModels> OpenAsync<TVersion>(ReadModelOptions? options = null) where TVersion : ITallyVersion =>
        await SqliteReadModels.OpenAsync(_folder.Path, _store, new(ReadModelDescriptor.Of<Tally<TVersion>, BookId>()), options);

    private ValueTask<AppendResult> BuyAsync(BookId book) => _store.AppendAsync(new BookBought(book, new("north"), "", 1, 2));

    private ValueTask<AppendResult> LendAsync(BookId book) => _store.AppendAsync(new BookLent(book, new(1), default));
}
