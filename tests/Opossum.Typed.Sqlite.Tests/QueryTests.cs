using Microsoft.Data.Sqlite;
using Opossum.Typed.CompilerServices;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Sqlite.Tests;

/// <summary>Rows by SQL: what stands in braces is a parameter.</summary>
public sealed class QueryTests : IAsyncLifetime
{
    private readonly ViewsFolder _folder = new();
    private readonly OpossumStore _store = OpossumStore.OpenInMemory(LibraryModel.Model);
    private SqliteReadModels _views = null!;

    public async ValueTask InitializeAsync()
    {
        _views = await SqliteReadModels.OpenAsync(_folder.Path, _store, LibraryModel.ReadModels);
        decimal[] prices = [9.5m, 10m, 100.25m, -3m, 9.50m];
        for (var i = 0; i < prices.Length; i++)
            await _store.AppendAsync(new BookBought(LibraryLog.Book(i), new(i % 2 == 0 ? "north" : "south"), $"Book {i}", prices[i], i));
        await _views.UntilAsync(_store.Head);
    }

    [Fact]
    public async Task A_query_gives_the_rows_of_its_conditions_in_its_order()
    {
        Assert.Equal(["Book 2", "Book 0", "Book 4"], await TitlesAsync($"where branch = {"north"} order by price desc, title"));
        Assert.Equal(["Book 1", "Book 2"], await TitlesAsync($"where price > {9.5m} order by price"));
        Assert.Equal(["Book 0", "Book 4"], await TitlesAsync($"where price = {9.50m} order by title"));
        Assert.Equal(["Book 3"], await TitlesAsync($"where book = {LibraryLog.Book(3).Value}"));
        Assert.Equal(["Book 1", "Book 4"], await TitlesAsync($"where title in {new[] { "Book 1", "Book 4" }} order by title"));
        Assert.Empty(await TitlesAsync($"where title in {Array.Empty<string>()}"));
        Assert.Equal(5, (await TitlesAsync($"")).Count);
    }

    [Fact]
    public async Task A_tag_in_braces_is_its_value()
    {
        var (book, reader, branch) = (LibraryLog.Book(3), new ReaderId(-7), new BranchId("south"));
        await _views.UntilAsync(await _store.AppendAsync(new BookLent(book, reader, new(2026, 5, 1))));
        Assert.Equal(["Book 3"], await TitlesAsync($"where book = {book}"));
        Assert.Equal(["Book 1", "Book 3"], await TitlesAsync($"where book in {new[] { book, LibraryLog.Book(1) }} order by title"));
        Assert.Equal(["Book 1", "Book 3"], await TitlesAsync($"where branch = {branch} order by title"));
        Assert.Empty(await TitlesAsync($"where book = {(BookId?)null}"));
        var page = await _views.PageAsync<Loan>($"where reader = {reader} and book = {book}", number: 1, size: 10);
        Assert.Equal((book, reader), (page.Items.Single().Book, page.Items.Single().Reader));
        Assert.Equal([book.Value.ToString(), -7L, "south"], new SqlHolder($"{book} {reader} {branch}").Values);
    }

    [Fact]
    public async Task What_stands_in_braces_never_becomes_text()
    {
        var term = "' or 1 = 1 --";
        Assert.Empty(await TitlesAsync($"where title = {term}"));
        Assert.Equal("where title = ?", new SqlHolder($"where title = {term}").Text);
    }

    [Fact]
    public async Task A_computed_column_can_be_asked_for()
    {
        await _views.UntilAsync(await _store.AppendAsync(new BookLent(LibraryLog.Book(4), new(1), default)));
        Assert.Equal(["Book 3", "Book 4"], await TitlesAsync($"where available = {3} order by title"));
    }

    [Fact]
    public async Task A_page_has_its_rows_the_number_of_all_and_their_position()
    {
        var page = await _views.PageAsync<BookCard>($"where price > {0m} order by price desc, title", number: 2, size: 2);
        Assert.Equal(["Book 0", "Book 4"], page.Items.Select(static card => card.Title));
        Assert.Equal((4, 2, 5), (page.Total, page.Pages, page.Position));
        Assert.Empty((await _views.PageAsync<BookCard>($"", 9, 3)).Items);
    }

    [Fact]
    public async Task A_statement_of_ones_own_fills_records_by_the_order_of_columns()
    {
        await _views.UntilAsync(await _store.AppendAsync(new BookLent(LibraryLog.Book(2), new(7), new(2026, 5, 1))));
        var rows = new List<LentBook>();
        await foreach (var row in _views.SelectAsync<LentBook>(
            $"select b.title, l.reader, l.due from loans l join book_cards b using (book) where l.due < {new DateOnly(2026, 6, 1)}"))
            rows.Add(row);
        Assert.Equal(new LentBook("Book 2", 7, new(2026, 5, 1)), Assert.Single(rows));
    }

    [Fact]
    public async Task A_wrong_statement_fails_and_leaves_the_connection_usable()
    {
        await Assert.ThrowsAsync<SqliteException>(async () => await TitlesAsync($"where nothing = 1"));
        await Assert.ThrowsAsync<SqliteException>(async () => await _views.PageAsync<BookCard>($"where nothing = 1", 1, 1));
        await Assert.ThrowsAsync<NotSupportedException>(async () => await TitlesAsync($"where title = {new Version(1, 0)}"));
        Assert.Equal(5, (await _views.PageAsync<BookCard>($"", 1, 10)).Total);
    }

    [Fact]
    public async Task An_enumeration_that_is_left_open_holds_up_nothing_and_sees_one_moment()
    {
        await using var rows = _views.QueryAsync<BookCard>($"order by title").GetAsyncEnumerator();
        Assert.True(await rows.MoveNextAsync());
        for (var i = 0; i < 100; i++)
            await _views.UntilAsync(await _store.AppendAsync(new BookRetitled(LibraryLog.Book(4), $"A {i}")), TimeSpan.FromSeconds(5));
        var titles = new List<string> { rows.Current.Title };
        while (await rows.MoveNextAsync()) titles.Add(rows.Current.Title);
        Assert.Equal(["Book 0", "Book 1", "Book 2", "Book 3", "Book 4"], titles);
        Assert.Equal("A 99", (await _views.FindAsync(BookCard.At(LibraryLog.Book(4))))!.Title);
    }

    public async ValueTask DisposeAsync()
    {
        await _views.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<List<string>> TitlesAsync(Sql rest)
    {
        var titles = new List<string>();
        await foreach (var card in _views.QueryAsync<BookCard>(rest)) titles.Add(card.Title);
        return titles;
    }

    private sealed class SqlHolder(Sql sql)
    {
        public string Text => sql.Text;

        public IEnumerable<object?> Values => sql.Values;
    }

    private sealed record LentBook(string Title, long Reader, DateOnly Due) : IRow<LentBook>
    {
        static LentBook IRow<LentBook>.Read<TReader>(ref TReader columns) =>
            new(columns.ReadText(), columns.ReadInteger(), columns.ReadDate());
    }
}
