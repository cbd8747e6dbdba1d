using Microsoft.Data.Sqlite;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Sqlite.Tests;

/// <summary>The file: whose it is, what may happen to it, and who reads it.</summary>
public sealed class FileTests : IAsyncDisposable
{
    private static readonly BookId Emma = LibraryLog.Book(1);

    private readonly ViewsFolder _folder = new();
    private readonly OpossumStore _store = OpossumStore.OpenInMemory(LibraryModel.Model);

    [Fact]
    public async Task A_second_owner_is_refused_by_name_until_the_first_has_gone()
    {
        var first = await OpenAsync();
        var error = await Assert.ThrowsAsync<ReadModelsLockedException>(OpenAsync);
        Assert.Equal(_folder.Path, error.Place);
        await first.DisposeAsync();
        await (await OpenAsync()).DisposeAsync();
    }

    [Fact]
    public async Task A_file_that_was_deleted_is_made_again()
    {
        await RunAsync(new BookBought(Emma, new("north"), "Emma", 1, 2));
        File.Delete(_folder.Path);
        await using var views = await OpenAsync();
        Assert.Empty(await LibraryCheck.DifferencesAsync(views, _store));
    }

    [Fact]
    public async Task Rows_from_before_a_retagging_are_made_again()
    {
        await RunAsync(new BookBought(Emma, new("north"), "Emma", 1, 2));
        await _store.Log.AppendAsync(
            [Untagged(new BookRetitled(Emma, "Emma, a novel"))],
            cancellationToken: TestContext.Current.CancellationToken);
        await _store.RetagAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var views = await OpenAsync();
        Assert.Equal("Emma, a novel", (await views.FindAsync(BookCard.At(Emma)))!.Title);
        Assert.Empty(await LibraryCheck.DifferencesAsync(views, _store));
    }

    [Fact]
    public async Task A_file_of_something_else_is_refused_and_stays_as_it_is()
    {
        await File.WriteAllTextAsync(_folder.Path, "These are no rows, but some text of more than a hundred bytes, which is what SQLite "
            + "takes for the header of a file.", TestContext.Current.CancellationToken);
        await RefusesAsync("is not a SQLite file");
        File.Delete(_folder.Path);
        _folder.Read("create table customers (name text)");
        await RefusesAsync("is a SQLite file of something else");
        Assert.Equal(1L, _folder.Read("select count(*) from sqlite_schema"));
    }

    [Fact]
    public async Task A_path_that_can_not_be_written_is_refused_with_the_way_out()
    {
        Directory.CreateDirectory(_folder.Path);
        await RefusesAsync("Give this process the right to write the file");
        Directory.Delete(_folder.Path);
        await File.WriteAllTextAsync(_folder.Path, "", TestContext.Current.CancellationToken);
        var below = Path.Combine(_folder.Path, "views.db");
        var error = await Assert.ThrowsAsync<ReadModelException>(
            async () => await SqliteReadModels.OpenAsync(below, _store, LibraryModel.ReadModels));
        Assert.StartsWith($"The directory of '{below}' can't be made:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_a_later_format_is_refused()
    {
        await (await OpenAsync()).DisposeAsync();
        _folder.Read("pragma user_version = 3");
        await RefusesAsync("is of format 3");
    }

    [Fact]
    public async Task Rows_of_another_store_are_refused_or_made_again()
    {
        await RunAsync(new BookBought(Emma, new("north"), "Emma", 1, 2));
        await using var other = OpossumStore.OpenInMemory(LibraryModel.Model);
        await other.AppendAsync(new BookBought(Emma, new("south"), "Emma", 1, 2));
        var error = await Assert.ThrowsAsync<ReadModelHistoryException>(
            async () => await SqliteReadModels.OpenAsync(_folder.Path, other, LibraryModel.ReadModels));
        Assert.Equal(CheckpointProblem.OtherStore, error.Problem);
        await using var views = await SqliteReadModels.OpenAsync(
            _folder.Path, other, LibraryModel.ReadModels, new() { WhenHistoryDiffers = HistoryMismatch.Rebuild });
        Assert.Empty(await LibraryCheck.DifferencesAsync(views, other));
    }

    [Fact]
    public async Task A_skipped_event_stays_left_out_after_a_restart()
    {
        await _store.AppendAsync([new BookRated(Emma, 1, "a"), new BookRated(Emma, 1, "throw"), new BookRated(LibraryLog.Book(2), 1, "a")]);
        await using (var views = await OpenAsync())
        {
            await views.SkipAsync("book_ratings", 2);
            await Eventually.IsTrueAsync(() => StatusOf(views).Failure?.Position == 3);     // a value that the unique index has already
            Assert.IsType<RowRefusedException>(StatusOf(views).Failure!.Error);
            await views.SkipAsync("book_ratings", 3);
            await views.UntilAsync(3);
        }

        await using var again = await OpenAsync();
        Assert.Equal([2, 3], StatusOf(again).Skipped);
        Assert.Equal(1, StatusOf(again).Rows);
    }

    [Fact]
    public async Task A_table_whose_logic_or_columns_have_changed_is_made_again()
    {
        await RunAsync(new BookBought(Emma, new("north"), "Emma", 1, 2));
        await using (var views = await SqliteReadModels.OpenAsync(
            _folder.Path, _store, new(ReadModelDescriptor.Of<OtherTotals, ValueTuple>())))
            Assert.Equal(new OtherTotals(1), await views.FindAsync(OtherTotals.At()));
        await using var again = await OpenAsync();
        Assert.Empty(await LibraryCheck.DifferencesAsync(again, _store));
    }

    [Fact]
    public async Task Rows_and_checkpoint_are_what_other_tools_see()
    {
        await using var views = await OpenAsync();
        await views.UntilAsync(await _store.AppendAsync(new BookBought(Emma, new("north"), "Emma", 12.50m, 2)));
        Assert.Equal("12.50", _folder.Read("select price from book_cards where title = 'Emma'"));
        Assert.Equal(1L, _folder.Read("select position from opossum_models where name = 'book_cards'"));
        Assert.Equal("Emma", _folder.Read("select title from book_cards where book = $book", ("$book", Emma.Value)));
        Assert.Equal("Emma", _folder.Read("select title from book_cards where price = $price", ("$price", 12.5m)));
        Assert.Equal(["available", "by_branch"], Indexes("book_cards"));
        using var connection = views.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = "delete from book_cards";
        Assert.Equal(8, Assert.Throws<SqliteException>(() => command.ExecuteNonQuery()).SqliteErrorCode);       // it only reads
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<SqliteReadModels> OpenAsync() => await SqliteReadModels.OpenAsync(_folder.Path, _store, LibraryModel.ReadModels);

    private async Task RefusesAsync(string why) =>
        Assert.Contains(why, (await Assert.ThrowsAsync<ReadModelException>(OpenAsync)).Message, StringComparison.Ordinal);

    private async Task RunAsync(IEvent e)
    {
        await using var views = await OpenAsync();
        await views.UntilAsync(await _store.AppendAsync(e));
    }

    private static ReadModelStatus StatusOf(SqliteReadModels views) =>
        views.GetStatusAsync().AsTask().Result.Single(static status => status.Name == "book_ratings");

    private string[] Indexes(string table) =>
        [.. ((string)_folder.Read($"select group_concat(substr(name, {table.Length + 2}), ' ') from (select name from sqlite_schema "
            + $"where type = 'index' and tbl_name = '{table}' and sql is not null order by name)")!).Split(' ')];

    /// <summary>As an older program stored it, before the event had a tag.</summary>
    private static EventData Untagged(BookRetitled e) =>
        new("book-retitled", LibraryModel.Model.ToEventData(e).Payload) { Encoding = PayloadEncoding.Json };
}
