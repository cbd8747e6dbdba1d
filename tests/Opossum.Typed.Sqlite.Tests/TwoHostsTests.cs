using System.Collections.Immutable;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Sqlite.Tests;

/// <summary>Two programs on one file: one makes the rows, and the other one reads along and takes over.</summary>
public sealed class TwoHostsTests : IAsyncDisposable
{
    private static readonly BookId Emma = LibraryLog.Book(1);

    private readonly ViewsFolder _folder = new();
    private readonly OpossumStore _store = OpossumStore.OpenInMemory(LibraryModel.Model);

    [Fact]
    public async Task The_second_one_reads_what_the_first_one_makes()
    {
        var log = new LibraryLog(Tier.Seed);
        await _store.AppendAsync(log.Take(200));
        await using var owner = await OpenAsync();
        await using var other = await OpenAsync();
        Assert.Equal((true, false), (owner.IsOwner, other.IsOwner));
        for (var i = 0; i < 10; i++)
        {
            await _store.AppendAsync(log.Take(50));
            Assert.Empty(await LibraryCheck.DifferencesAsync(other, _store));
        }

        Assert.Equal((await owner.GetStatusAsync()).Select(SeenOf), (await other.GetStatusAsync()).Select(SeenOf));
        var page = await other.PageAsync<BookCard>($"order by book", number: 1, size: 100);
        Assert.Equal((await owner.PageAsync<BookCard>($"order by book", number: 1, size: 100)).Items, page.Items);

        static (string, ReadModelState, long, long, ReadModelRows) SeenOf(ReadModelStatus status) =>
            (status.Name, status.State, status.Position, status.Rows, status.Reads);
    }

    [Fact]
    public async Task Without_the_option_a_second_one_is_refused()
    {
        await using var owner = await OpenAsync();
        var error = await Assert.ThrowsAsync<ReadModelsLockedException>(
            async () => await SqliteReadModels.OpenAsync(_folder.Path, _store, LibraryModel.ReadModels));
        Assert.Contains("WhenOwned", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_only_the_owner_can_do_is_refused_by_name()
    {
        await using var owner = await OpenAsync();
        await using var other = await OpenAsync();
        await Assert.ThrowsAsync<ReadModelsLockedException>(() => other.RebuildAsync("loans"));
        await Assert.ThrowsAsync<ReadModelsLockedException>(async () => await other.ResumeAsync("loans"));
        await Assert.ThrowsAsync<ReadModelsLockedException>(async () => await other.SkipAsync("loans", 1));
        await Assert.ThrowsAsync<ReadModelsLockedException>(async () => await other.GetOrphansAsync());
        var error = await Assert.ThrowsAsync<ReadModelsLockedException>(async () => await other.DropOrphanAsync("loans"));
        Assert.Contains("this one reads along", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_first_one_goes_the_second_one_goes_on_where_it_was()
    {
        var log = new LibraryLog(Tier.Seed);
        var owner = await OpenAsync();
        await using var other = await OpenAsync();
        await using var loop = new WatchLoop<BookCard?>(other.WatchAsync(BookCard.At(Emma)));
        await loop.NextAsync();
        Assert.True(loop.Waits);
        await _store.AppendAsync(log.Take(100));
        await other.UntilAsync(_store.Head);
        await owner.DisposeAsync();
        await _store.AppendAsync(log.Take(100));
        await other.UntilAsync(_store.Head);
        Assert.True(other.IsOwner);
        Assert.Empty(await LibraryCheck.DifferencesAsync(other, _store));
        await using var third = await OpenAsync();
        Assert.False(third.IsOwner);
        var bought = new BookBought(Emma, new("north"), "the last one", 1, 2);
        await third.UntilAsync(await _store.AppendAsync(bought));
        BookCard? seen;
        do seen = await loop.NextAsync();
        while (seen?.Title != "the last one");
        await other.RebuildAsync("book_cards");
        Assert.Empty(await LibraryCheck.DifferencesAsync(third, _store));
    }

    [Fact]
    public async Task Of_two_that_both_think_they_are_the_owner_one_makes_the_rows()
    {
        var log = new LibraryLog(Tier.Seed);
        await _store.AppendAsync(log.Take(200));
        await using var first = await OpenAsync();
        await first.UntilAsync(_store.Head);
        File.Delete(_folder.Path + "-owner");           // the first one holds a lock on a file that nobody finds any more
        await using var second = await OpenAsync();
        Assert.True(second.IsOwner);
        for (var i = 0; i < 20; i++)
        {
            await _store.AppendAsync(log.Take(50));
            await second.UntilAsync(_store.Head);
        }

        Assert.Empty(await LibraryCheck.DifferencesAsync(second, _store));
        while (!(await first.GetStatusAsync()).Any(static model => model.Failure is { Error: ReadModelsLockedException }))
            await Task.Delay(5, TestContext.Current.CancellationToken);
        await second.DisposeAsync();
        await first.DisposeAsync();
        await using var after = await OpenAsync();
        Assert.Empty(await LibraryCheck.DifferencesAsync(after, _store));
    }

    [Fact]
    public async Task A_file_has_one_owner_whatever_link_leads_to_it()
    {
        await using var first = await OpenAsync();
        var link = System.IO.Path.Combine(_folder.Directory, "link.db");
        File.CreateSymbolicLink(link, _folder.Path);
        await Assert.ThrowsAsync<ReadModelsLockedException>(
            async () => await SqliteReadModels.OpenAsync(link, _store, LibraryModel.ReadModels));
    }

    [Fact]
    public async Task Loops_of_the_second_one_get_the_changes_that_the_first_one_makes()
    {
        await using var owner = await OpenAsync();
        await using var other = await OpenAsync();
        await using var row = new WatchLoop<BookCard?>(other.WatchAsync(BookCard.At(Emma)));
        await using var rows = new WatchLoop<(ImmutableArray<BookCard> Rows, long Position)>(
            other.WatchAsync<BookCard>($"where lent > {0} order by book limit 10"));
        Assert.Null(await row.NextAsync());
        Assert.Empty((await rows.NextAsync()).Rows);
        Assert.True(row.Waits && rows.Waits);
        await _store.AppendAsync([new BookBought(Emma, new("north"), "", 1, 2), new BookLent(Emma, new(1), default)]);
        await row.UntilAsync(static card => card is { Lent: 1 });           // the events of one append may be stored one by one
        await rows.UntilAsync(static state => state is { Rows.Length: 1, Position: 2 });
        await _store.AppendAsync(new BookLost(Emma, LossReason.Worn));
        Assert.Null(await row.NextAsync());
        Assert.Empty((await rows.NextAsync()).Rows);
    }

    [Fact]
    public async Task A_rebuild_by_the_first_one_at_the_same_position_reaches_loops_of_the_second_one()
    {
        await LendAsync();
        await using var owner = await OpenAsync<FirstTally>();
        await using var other = await OpenAsync<FirstTally>();
        _folder.Read("update tallies set lent = 77");
        await using var loop = new WatchLoop<Tally<FirstTally>?>(other.WatchAsync(Tally<FirstTally>.At(Emma)));
        Assert.Equal(77, (await loop.NextAsync())!.Lent);
        Assert.True(loop.Waits);
        await owner.RebuildAsync("tallies");
        Assert.Equal(1, (await loop.NextAsync())!.Lent);
    }

    [Fact]
    public async Task Rows_of_another_version_are_read_if_they_have_the_same_columns_and_made_again_after_the_take_over()
    {
        await LendAsync();
        var owner = await OpenAsync<FirstTally>();
        await using var other = await OpenAsync<SecondTally>();
        var status = Assert.Single(await other.GetStatusAsync());
        Assert.Equal((ReadModelState.Outdated, ReadModelRows.Old), (status.State, status.Reads));
        Assert.Equal(1, (await other.FindAsync(Tally<SecondTally>.At(Emma)))!.Version);
        Assert.Equal(2, (await other.LatestAsync(Tally<SecondTally>.At(Emma))).Row!.Lent);          // by its own logic
        await using var loop = new WatchLoop<Tally<SecondTally>?>(other.WatchAsync(Tally<SecondTally>.At(Emma)));
        Assert.Equal(1, (await loop.NextAsync())!.Version);
        await LendAsync();
        Assert.Equal((1, 2), Of(await loop.NextAsync()));
        await owner.DisposeAsync();
        Assert.Equal((2, 4), Of(await loop.NextAsync()));
        Assert.True(other.IsOwner);

        static (long, long) Of(Tally<SecondTally>? row) => (row!.Version, row.Lent);
    }

    [Fact]
    public async Task Rows_with_other_columns_can_not_be_read_before_the_take_over()
    {
        await LendAsync();
        var owner = await OpenAsync<WideTally>();
        await using var other = await OpenAsync<SecondTally>();
        await Assert.ThrowsAsync<ReadModelNotReadyException>(async () => await other.FindAsync(Tally<SecondTally>.At(Emma)));
        Assert.Equal(ReadModelRows.None, (await other.GetStatusAsync())[0].Reads);
        await using var loop = new WatchLoop<Tally<SecondTally>?>(other.WatchAsync(Tally<SecondTally>.At(Emma)));
        Assert.True(loop.Waits);
        await owner.DisposeAsync();
        Assert.Equal(2, (await loop.NextAsync())!.Lent);
    }

    [Fact]
    public async Task Rows_that_have_replaced_those_of_an_earlier_version_are_refused_if_it_says_so()
    {
        await LendAsync();
        await (await OpenAsync<FirstTally>()).DisposeAsync();
        await using var owner = await OpenAsync<SecondTally>();
        await Assert.ThrowsAsync<ReadModelReplacedException>(
            () => OpenAsync<FirstTally>(new() { WhenOwned = OwnedRows.ReadAlong, WhenReplaced = ReplacedLogic.Refuse }));
    }

    [Fact]
    public async Task Rows_of_another_store_are_refused()
    {
        await LendAsync();
        await using var owner = await OpenAsync<FirstTally>();
        await using var store = OpossumStore.OpenInMemory(LibraryModel.Model);
        await Assert.ThrowsAsync<ReadModelHistoryException>(async () => await SqliteReadModels.OpenAsync(
            _folder.Path, store, new(ReadModelDescriptor.Of<Tally<FirstTally>, BookId>()), ReadAlong));
    }

    [Fact]
    public async Task A_store_that_is_closed_ends_the_second_one_and_its_loops()
    {
        await using var owner = await OpenAsync();
        await using var other = await OpenAsync();
        await using var loop = new WatchLoop<BookCard?>(other.WatchAsync(BookCard.At(Emma)));
        await loop.NextAsync();
        Assert.True(loop.Waits);
        await _store.DisposeAsync();
        await loop.EndAsync();
        Assert.Equal(ReadModelState.Closed, (await other.GetStatusAsync())[0].State);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    private static ReadModelOptions ReadAlong => new() { WhenOwned = OwnedRows.ReadAlong };

    private async Task<SqliteReadModels> OpenAsync() =>
        await SqliteReadModels.OpenAsync(_folder.Path, _store, LibraryModel.ReadModels, ReadAlong);

    private async Task<SqliteReadModels> OpenAsync<TVersion>(ReadModelOptions? options = null) where TVersion : ITallyVersion =>
        await SqliteReadModels.OpenAsync(
            _folder.Path, _store, new(ReadModelDescriptor.Of<Tally<TVersion>, BookId>()), options ?? ReadAlong);

    private ValueTask<AppendResult> LendAsync() => _store.AppendAsync(new BookLent(Emma, new(1), default));
}
