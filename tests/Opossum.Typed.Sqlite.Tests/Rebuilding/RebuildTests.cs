using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Sqlite.Tests.Rebuilding;

/// <summary>Rows of changed logic are made beside those that are there, which are read meanwhile.</summary>
public sealed class RebuildTests : IAsyncDisposable
{
    private static readonly BookId Emma = LibraryLog.Book(1);

    private readonly ViewsFolder _folder = new();
    private readonly OpossumStore _store = OpossumStore.OpenInMemory(LibraryModel.Model);

    [Fact]
    public async Task Old_rows_are_read_until_the_new_ones_are_there_and_the_status_says_so()
    {
        await LendAsync(3);
        await OpenAndCloseAsync<FirstTally>();
        await _store.AppendAsync(new BookRetitled(Emma, "throw"));          // at which the new logic stands still
        await LendAsync(1);
        await using var views = await OpenAsync<SecondTally>(new() { WaitUntilCaughtUp = false });
        await Eventually.IsTrueAsync(() => Status(views).State == ReadModelState.Stopped);
        Assert.Equal((1, 3), await ReadAsync<SecondTally>(views));
        var status = Status(views);
        Assert.Equal((ReadModelRows.Old, 3, 2, 4), (status.Reads, status.Position, status.Lag, status.Failure!.Position));
        Assert.Equal((true, 3, 2), (status.Build!.IsBeside, status.Build.Position, status.Build.Left));
        Assert.Same(status.Failure, status.Build.Failure);
        await Assert.ThrowsAsync<ReadModelStoppedException>(async () => await views.UntilAsync(1));         // its old rows have it
        await Assert.ThrowsAsync<ReadModelStoppedException>(async () => await views.LatestAsync(Tally<SecondTally>.At(Emma)));

        await views.SkipAsync("tallies", 4);
        await views.UntilAsync(_store.Head);
        Assert.Equal((2, 8), await ReadAsync<SecondTally>(views));
        status = Status(views);
        Assert.Equal((ReadModelRows.Current, ReadModelState.Running, null), (status.Reads, status.State, status.Build));
        Assert.Equal([4], status.Skipped);
    }

    [Fact]
    public async Task LatestAsync_takes_no_old_row_for_a_beginning()
    {
        await LendAsync(3);
        await OpenAndCloseAsync<FirstTally>();
        await _store.AppendAsync(new BookRetitled(LibraryLog.Book(2), "throw"));
        await LendAsync(1);
        await using var views = await OpenAsync<SecondTally>(new() { WaitUntilCaughtUp = false });
        Assert.Equal((1, 3), await ReadAsync<SecondTally>(views));
        var (row, unless) = await views.LatestAsync(Tally<SecondTally>.At(Emma));
        Assert.Equal((2, 8), (row!.Version, row.Lent));
        await LendAsync(1);
        Assert.NotNull((await _store.TryAppendAsync(new BookLent(Emma, new(1), default), unless)).Conflict);
    }

    [Fact]
    public async Task Old_rows_are_not_read_if_they_are_not_wanted_or_have_other_columns()
    {
        await LendAsync(2);
        await OpenAndCloseAsync<SecondTally>();
        await _store.AppendAsync(new BookRetitled(Emma, "throw"));
        await using (var waiting = await OpenAsync<SecondTally>(new() { WaitUntilCaughtUp = false })) await waiting.SkipAsync("tallies", 3);
        await OpenAndCloseAsync<WideTally>();
        await using var views = await OpenAsync<SecondTally>(new() { WaitUntilCaughtUp = false });
        await Eventually.IsTrueAsync(() => Status(views).State == ReadModelState.Stopped);
        Assert.Equal(ReadModelRows.None, Status(views).Reads);
        await Assert.ThrowsAsync<ReadModelNotReadyException>(() => ReadAsync<SecondTally>(views));
        Assert.Equal(6L, _folder.Read("select lent from tallies"));         // other tools read the table that is there
        await views.DisposeAsync();

        await OpenAndCloseAsync<FirstTally>();
        await using var unread = await OpenAsync<SecondTally>(new() { WaitUntilCaughtUp = false, ReadsOldRows = false });
        await Eventually.IsTrueAsync(() => Status(unread).State == ReadModelState.Stopped);
        await Assert.ThrowsAsync<ReadModelNotReadyException>(() => ReadAsync<SecondTally>(unread));
        Assert.Equal(2L, _folder.Read("select lent from tallies"));
    }

    [Fact]
    public async Task Rows_that_are_made_again_by_hand_are_kept_up_to_date_meanwhile()
    {
        await LendAsync(2);
        await using var views = await OpenAsync<SecondTally>();
        await _store.AppendAsync(new BookRetitled(Emma, "throw"));
        await views.SkipAsync("tallies", 3);
        await LendAsync(1);
        await views.UntilAsync(_store.Head);
        var stopped = await Assert.ThrowsAsync<ReadModelStoppedException>(() => views.RebuildAsync("tallies"));
        Assert.Equal(3, stopped.Failure.Position);                          // what was left out is folded again
        await views.UntilAsync((await LendAsync(1)).Last);
        var status = Status(views);
        Assert.Equal((ReadModelState.Running, ReadModelRows.Current, true), (status.State, status.Reads, status.Build!.IsBeside));
        Assert.Equal((2, 8), await ReadAsync<SecondTally>(views));

        await views.SkipAsync("tallies", 3);
        await Eventually.IsTrueAsync(() => Status(views).Build is null);
        Assert.Equal((2, 8), await ReadAsync<SecondTally>(views));
        await Assert.ThrowsAsync<ArgumentException>(() => views.RebuildAsync("nothing"));
    }

    [Fact]
    public async Task A_rebuild_by_hand_repairs_a_table_that_something_else_has_changed()
    {
        await LendAsync(2);
        await using var views = await OpenAsync<FirstTally>();
        _folder.Read("update tallies set lent = 77");
        await views.RebuildAsync("tallies");
        Assert.Equal((1, 2), await ReadAsync<FirstTally>(views));
        await views.UntilAsync(await LendAsync(1));
        Assert.Equal((1, 3), await ReadAsync<FirstTally>(views));
        Assert.Empty(await views.GetOrphansAsync());
    }

    [Fact]
    public async Task An_interrupted_rebuild_goes_on_where_it_was()
    {
        await LendAsync(3);
        await OpenAndCloseAsync<FirstTally>();
        await _store.AppendAsync(new BookRetitled(Emma, "throw"));
        await LendAsync(1);
        await using (var views = await OpenAsync<SecondTally>(new() { WaitUntilCaughtUp = false }))
            await Eventually.IsTrueAsync(() => Status(views).State == ReadModelState.Stopped);

        // What the first attempt has made would be made otherwise now, so it shows whether it is made again.
        _folder.Read("update opossum_next_tallies set lent = 100");
        await using var again = await OpenAsync<SecondTally>(new() { WaitUntilCaughtUp = false });
        await Eventually.IsTrueAsync(() => Status(again).State == ReadModelState.Stopped);
        Assert.Equal((1, 3), await ReadAsync<SecondTally>(again));
        await again.SkipAsync("tallies", 4);
        await again.UntilAsync(_store.Head);
        Assert.Equal((2, 102), await ReadAsync<SecondTally>(again));
    }

    [Fact]
    public async Task A_rebuild_by_hand_that_was_interrupted_goes_on_at_the_next_opening()
    {
        await LendAsync(2);
        await _store.AppendAsync(new BookRetitled(Emma, "throw"));
        await using (var views = await OpenAsync<SecondTally>())
        {
            await views.SkipAsync("tallies", 3);
            await views.UntilAsync(_store.Head);
            await Assert.ThrowsAsync<ReadModelStoppedException>(() => views.RebuildAsync("tallies"));
        }

        _folder.Read("update opossum_next_tallies set lent = 100");
        await using var again = await OpenAsync<SecondTally>();
        Assert.Equal((2, 4), await ReadAsync<SecondTally>(again));          // the opening does not wait for it
        await again.SkipAsync("tallies", 3);
        await Eventually.IsTrueAsync(() => Status(again).Build is null);
        Assert.Equal((2, 100), await ReadAsync<SecondTally>(again));
    }

    [Fact]
    public async Task A_swap_that_fails_in_the_middle_leaves_the_old_table_and_is_tried_again()
    {
        await LendAsync(3);
        await OpenAndCloseAsync<FirstTally>();
        _folder.Read("create trigger full before update on opossum_models when old.name = 'opossum_next_tallies' and new.name = 'tallies' "
            + "begin select raise(abort, 'The disk is full.'); end");
        await using var views = await OpenAsync<SecondTally>(new()
        {
            WaitUntilCaughtUp = false, FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(2),
        });
        await Eventually.IsTrueAsync(() => views.Trouble is not null);
        Assert.Equal((1, 3), await ReadAsync<SecondTally>(views));
        Assert.Equal(3L, _folder.Read("select lent from tallies where version = 1"));
        Assert.Equal(ReadModelRows.Old, Status(views).Reads);
        _folder.Read("drop trigger full");
        await views.UntilAsync(_store.Head);
        Assert.Equal((2, 6), await ReadAsync<SecondTally>(views));
        Assert.Empty(await views.GetOrphansAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<AppendResult> LendAsync(int times) =>
        await _store.AppendAsync(Enumerable.Repeat(new BookLent(Emma, new(1), default), times));

    private async Task<SqliteReadModels> OpenAsync<TVersion>(ReadModelOptions? options = null) where TVersion : ITallyVersion =>
        await SqliteReadModels.OpenAsync(_folder.Path, _store, new(ReadModelDescriptor.Of<Tally<TVersion>, BookId>()), options);

    private async Task OpenAndCloseAsync<TVersion>() where TVersion : ITallyVersion => await (await OpenAsync<TVersion>()).DisposeAsync();

    private static ReadModelStatus Status(SqliteReadModels views) => views.GetStatusAsync().AsTask().Result.Single();

    private static async Task<(long Version, long Lent)> ReadAsync<TVersion>(SqliteReadModels views) where TVersion : ITallyVersion
    {
        var row = await views.FindAsync(Tally<TVersion>.At(Emma));
        return (row!.Version, row.Lent);
    }
}
