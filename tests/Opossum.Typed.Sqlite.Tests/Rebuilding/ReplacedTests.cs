using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Sqlite.Tests.Rebuilding;

/// <summary>Tables that were replaced, or that no model uses, and a program that is an earlier version of the last one.</summary>
public sealed class ReplacedTests : IAsyncDisposable
{
    private static readonly BookId Emma = LibraryLog.Book(1);

    private readonly ViewsFolder _folder = new();
    private readonly OpossumStore _store = OpossumStore.OpenInMemory(LibraryModel.Model);

    [Fact]
    public async Task An_earlier_version_is_refused_by_name_if_it_is_to_be()
    {
        await LendAsync(1);
        var refuses = new ReadModelOptions { WhenReplaced = ReplacedLogic.Refuse };
        await OpenAndCloseAsync<FirstTally>(refuses);
        await OpenAndCloseAsync<SecondTally>(refuses);
        await OpenAndCloseAsync<WideTally>(refuses);
        foreach (var open in (Func<Task>[])[() => OpenAndCloseAsync<FirstTally>(refuses), () => OpenAndCloseAsync<SecondTally>(refuses)])
        {
            var error = await Assert.ThrowsAsync<ReadModelReplacedException>(open);
            Assert.Equal("tallies", error.Model);
            Assert.Contains($"'tallies' in {_folder.Path} were made by a later version", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(3L, _folder.Read("select version from tallies"));
        await OpenAndCloseAsync<WideTally>(refuses);
        await OpenAndCloseAsync<FirstTally>();
        Assert.Equal(1L, _folder.Read("select version from tallies"));
        await OpenAndCloseAsync<FirstTally>(refuses);
    }

    [Fact]
    public async Task Rows_that_were_kept_are_gone_on_with_by_the_earlier_version()
    {
        await LendAsync(2);
        var keeps = new ReadModelOptions { KeepsReplaced = true };
        await OpenAndCloseAsync<FirstTally>(keeps);
        _folder.Read("update tallies set lent = 100");              // what is made again would not have it
        await LendAsync(1);
        await OpenAndCloseAsync<WideTally>(keeps);
        Assert.Equal(9L, _folder.Read("select lent from tallies"));
        Assert.Equal(100L, _folder.Read("select lent from opossum_last_tallies"));
        await LendAsync(1);
        await OpenAndCloseAsync<FirstTally>(keeps);
        Assert.Equal(102L, _folder.Read("select lent from tallies"));
        Assert.Equal("by_book by_lent", Indexes("tallies"));
        await OpenAndCloseAsync<WideTally>();
        Assert.Equal(12L, _folder.Read("select lent from tallies"));
        Assert.Equal("by_book by_lent", Indexes("tallies"));
        Assert.Equal("opossum_models opossum_owner opossum_parts tallies", Tables());           // the last one keeps nothing
    }

    [Fact]
    public async Task Tables_that_no_model_uses_are_listed_and_deleted_when_that_is_wanted()
    {
        await _store.AppendAsync(new BookBought(Emma, new("north"), "Emma", 1, 2));
        await LendAsync(1);
        await (await SqliteReadModels.OpenAsync(_folder.Path, _store, LibraryModel.ReadModels)).DisposeAsync();
        await OpenAndCloseAsync<FirstTally>(new() { KeepsReplaced = true });
        await OpenAndCloseAsync<SecondTally>(new() { KeepsReplaced = true });
        await using var views = await OpenAsync<SecondTally>();
        var orphans = await views.GetOrphansAsync();
        Assert.Equal(
            ["book_cards", "book_ratings", "branches", "daily_fines", "journal", "library_totals", "loans", "opossum_last_tallies",
                "reader_activity"],
            orphans.Select(static orphan => orphan.Name));
        Assert.Equal((1, 2), (orphans[0].Rows, orphans[0].Position));
        await views.DropOrphanAsync("book_cards");
        await views.DropOrphanAsync("opossum_last_tallies");
        await Assert.ThrowsAsync<ArgumentException>(() => views.DropOrphanAsync("book_cards"));
        await Assert.ThrowsAsync<ArgumentException>(() => views.DropOrphanAsync("tallies"));
        Assert.Equal(7, (await views.GetOrphansAsync()).Length);
        Assert.DoesNotContain("book_cards", Tables(), StringComparison.Ordinal);
        await views.DisposeAsync();

        await using var again = await SqliteReadModels.OpenAsync(_folder.Path, _store, LibraryModel.ReadModels);
        Assert.Empty(await LibraryCheck.DifferencesAsync(again, _store));
        Assert.Equal("tallies", Assert.Single(await again.GetOrphansAsync()).Name);
    }

    [Fact]
    public async Task A_table_that_was_replaced_and_can_not_be_deleted_is_left_over_and_nothing_else()
    {
        await LendAsync(1);
        await OpenAndCloseAsync<FirstTally>();
        _folder.Read("create trigger full before delete on opossum_models when old.name = 'opossum_last_tallies' "
            + "begin select raise(abort, 'The disk is full.'); end");
        await using var views = await OpenAsync<SecondTally>();
        Assert.Null(views.Trouble);
        Assert.Equal(2L, _folder.Read("select lent from tallies"));
        Assert.Equal("opossum_last_tallies", Assert.Single(await views.GetOrphansAsync()).Name);
        _folder.Read("drop trigger full");
        await views.RebuildAsync("tallies");
        Assert.Empty(await views.GetOrphansAsync());
    }

    [Fact]
    public async Task A_file_of_the_first_format_is_brought_to_the_present_one()
    {
        await LendAsync(1);
        await OpenAndCloseAsync<FirstTally>();
        _folder.Read("alter table opossum_models drop column layout; alter table opossum_models drop column replaced; "
            + "update tallies set lent = 100; pragma user_version = 1");
        await LendAsync(1);
        await OpenAndCloseAsync<FirstTally>();
        Assert.Equal(101L, _folder.Read("select lent from tallies"));
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    private async Task LendAsync(int times) =>
        await _store.AppendAsync(Enumerable.Repeat(new BookLent(Emma, new(1), default), times));

    private async Task<SqliteReadModels> OpenAsync<TVersion>(ReadModelOptions? options = null) where TVersion : ITallyVersion =>
        await SqliteReadModels.OpenAsync(_folder.Path, _store, new(ReadModelDescriptor.Of<Tally<TVersion>, BookId>()), options);

    private async Task OpenAndCloseAsync<TVersion>(ReadModelOptions? options = null) where TVersion : ITallyVersion =>
        await (await OpenAsync<TVersion>(options)).DisposeAsync();

    private string Tables() => (string)_folder.Read(
        "select group_concat(name, ' ') from (select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' "
            + "order by name)")!;

    private string Indexes(string table) => (string)_folder.Read(
        $"select group_concat(substr(name, instr(name, '{table}_') + {table.Length + 1}), ' ') from (select name from sqlite_schema "
            + $"where type = 'index' and tbl_name = '{table}' and sql is not null order by substr(name, instr(name, '{table}_')))")!;
}
