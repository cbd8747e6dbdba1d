using Microsoft.EntityFrameworkCore;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Sqlite.Tests.OtherTools;

/// <summary>EF Core reads the tables, as docs/read-model-tables.md shows.</summary>
public sealed class EntityFrameworkTests : IAsyncLifetime
{
    private readonly LibraryTables _tables = new();
    private LibraryContext _library = null!;

    public async ValueTask InitializeAsync()
    {
        await _tables.FillAsync();
        _library = new LibraryContext(_tables.Path);
    }

    [Fact]
    public async Task Rows_are_found_compared_and_ordered()
    {
        var book = LibraryTables.Emma.Value;
        var card = await _library.BookCards.SingleAsync(card => card.Book == book);
        Assert.Equal(new BookCardRow(book, "Emma", "north", 9.50m, 3, 1, 2), card);

        var dear = await _library.BookCards.Where(card => card.Price >= 9.5m && card.Available > 0)
            .OrderByDescending(card => card.Price).ThenBy(card => card.Title).Skip(1).Take(50).ToListAsync();
        Assert.Equal(["Persuasion", "Emma"], dear.Select(static card => card.Title));
        Assert.Equal(["Emma"], await _library.BookCards.Where(card => card.Price == 9.5m).Select(card => card.Title).ToListAsync());
    }

    [Fact]
    public async Task Times_and_dates_are_compared_and_ordered()
    {
        var today = new DateOnly(2026, 5, 1);
        var overdue = await (
            from loan in _library.Loans
            join card in _library.BookCards on loan.Book equals card.Book
            where loan.Due < today
            orderby loan.Due
            select new { card.Title, loan.Reader, loan.Due }).ToListAsync();
        Assert.Equal([("Persuasion", 8, new(2026, 4, 2))], overdue.Select(static loan => (loan.Title, loan.Reader, loan.Due)));

        var newest = await _library.Loans.OrderByDescending(loan => loan.Since).FirstAsync();
        Assert.Equal((8, LibraryTables.Clock.AddSeconds(1)), (newest.Reader, newest.Since));
        var since = LibraryTables.Clock;
        Assert.Equal(1, await _library.Loans.CountAsync(loan => loan.Since > since));
        Assert.Equal(1, await _library.Loans.CountAsync(loan => loan.Since == since));
    }

    [Fact]
    public async Task A_table_of_one_row_has_no_key_and_an_enum_is_its_name()
    {
        var totals = await _library.Totals.SingleAsync();
        Assert.Equal(new TotalsRow(3, 6, false), totals);
        Assert.Equal(2, await _library.Branches.CountAsync(branch => branch.LastLoss == null));
        Assert.Equal(0, await _library.Branches.CountAsync(branch => branch.LastLoss == LossReason.Worn));
    }

    [Fact]
    public async Task Nothing_can_be_changed()
    {
        _library.Add(new BookCardRow(Guid.NewGuid(), "", "", 0, 0, 0, 0));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _library.SaveChangesAsync(TestContext.Current.CancellationToken));
        await Assert.ThrowsAnyAsync<Exception>(() => _library.BookCards.ExecuteDeleteAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await _library.DisposeAsync();
        await _tables.DisposeAsync();
    }
}
