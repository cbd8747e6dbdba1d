using System.Diagnostics;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Sqlite.Tests;

/// <summary>A statement reads rows, whole and of the right types, or is refused by name; and it can be ended.</summary>
public sealed class StatementTests : IAsyncLifetime
{
    private readonly ViewsFolder _folder = new();
    private readonly OpossumStore _store = OpossumStore.OpenInMemory(LibraryModel.Model);
    private SqliteReadModels _views = null!;

    public async ValueTask InitializeAsync()
    {
        _views = await SqliteReadModels.OpenAsync(_folder.Path, _store, LibraryModel.ReadModels);
        await _views.UntilAsync(await _store.AppendAsync(new BookBought(LibraryLog.Book(1), new("north"), "Emma", 9.5m, 3)));
    }

    [Fact]
    public async Task Columns_are_read_in_their_order()
    {
        var found = await RowsAsync($"select title, copies from book_cards");
        Assert.Equal(("Emma", 3L), (Assert.Single(found).Title, found[0].Copies));
    }

    [Fact]
    public async Task A_column_too_few_or_too_many_and_another_type_are_refused_by_name()
    {
        await RefusedAsync($"select title from book_cards", "The statement has 1 columns, and a row takes more.");
        await RefusedAsync($"select title, copies, price from book_cards", "The statement has 3 columns, and a row takes 2.");
        await RefusedAsync(
            $"select copies, title from book_cards",
            "Column 1 of the statement, 'copies', holds a whole number, and the row takes text there. Columns are read in their order.");
        await RefusedAsync(
            $"select title, null as copies from book_cards",
            "Column 2 of the statement, 'copies', holds null, and the row takes a whole number there. Columns are read in their order.");
        await RefusedAsync(
            $"select title, 0.5 from book_cards",
            "Column 2 of the statement, '0.5', holds a floating-point number, and the row takes a whole number there. Columns are read in "
                + "their order.");
    }

    [Fact]
    public async Task What_does_not_read_or_is_more_than_one_statement_is_refused()
    {
        foreach (var statement in (Sql[])[
            $"begin", $"create temp table book_cards (title text)", $"pragma query_only = 0", $"delete from book_cards", $"",
            $"select title, copies from book_cards; select 1", $"select title, copies from book_cards; delete from book_cards"])
            await Assert.ThrowsAnyAsync<Exception>(() => RowsAsync(statement));
        await Assert.ThrowsAsync<ArgumentException>(async () =>
            await _views.QueryAsync<BookCard>($"; where title = {"x"}").FirstOrDefaultAsync());
        await Assert.ThrowsAnyAsync<Exception>(async () =>
            await _views.PageAsync<BookCard>($"order by title; select 1", number: 1, size: 1));

        // The connection is as it was: it sees what comes.
        await _views.UntilAsync(await _store.AppendAsync(new BookBought(LibraryLog.Book(2), new("north"), "Mansfield Park", 9.5m, 3)));
        Assert.Equal(2, (await RowsAsync($"select title, copies from book_cards")).Count);
        Assert.Equal(2, (await _views.PageAsync<BookCard>($"order by title", number: 1, size: 10)).Total);
    }

    [Fact]
    public async Task A_token_ends_a_statement_that_is_running()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var begin = Stopwatch.GetTimestamp();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _views.SelectAsync<Shelf>($"""
            with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < 300000000)
            select 'numbers', count(*) from numbers
            """, soon.Token).FirstOrDefaultAsync());
        Assert.InRange(Stopwatch.GetElapsedTime(begin), TimeSpan.Zero, TimeSpan.FromSeconds(30));
        Assert.Single(await RowsAsync($"select title, copies from book_cards"));
    }

    [Fact]
    public async Task Closed_models_open_no_connection()
    {
        await _views.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => _views.OpenConnection());
    }

    public async ValueTask DisposeAsync()
    {
        await _views.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    private async Task RefusedAsync(Sql statement, string message) =>
        Assert.Equal(message, (await Assert.ThrowsAsync<InvalidCastException>(() => RowsAsync(statement))).Message);

    private async Task<List<Shelf>> RowsAsync(Sql statement) => await _views.SelectAsync<Shelf>(statement).ToListAsync();
}
