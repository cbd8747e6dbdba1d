using Dapper;
using Microsoft.Data.Sqlite;

namespace Opossum.Typed.Sqlite.Tests.OtherTools;

/// <summary>Dapper reads the tables, as docs/read-model-tables.md shows.</summary>
public sealed class DapperTests : IAsyncLifetime
{
    private readonly LibraryTables _tables = new();

    static DapperTests()
    {
        SqlMapper.AddTypeHandler(new TextColumn<Guid>(Guid.Parse));
        SqlMapper.AddTypeHandler(new TextColumn<decimal>(decimal.Parse));
        SqlMapper.AddTypeHandler(new TextColumn<DateTimeOffset>(DateTimeOffset.Parse));
        SqlMapper.AddTypeHandler(new TextColumn<DateOnly>(DateOnly.Parse));
        SqlMapper.AddTypeHandler(new TextColumn<TimeOnly>(TimeOnly.Parse));
        DefaultTypeMap.MatchNamesWithUnderscores = true;
    }

    public async ValueTask InitializeAsync() => await _tables.FillAsync();

    [Fact]
    public async Task Rows_are_found_compared_and_ordered()
    {
        await using var connection = new SqliteConnection($"Data Source={_tables.Path};Mode=ReadOnly");
        SqliteReadModels.AddCollations(connection);
        var dear = await connection.QueryAsync<BookCard>(
            "select * from book_cards where price >= @Price and available > 0 order by price desc, title", new { Price = 9.5m });
        Assert.Equal([("Sanditon", 100.25m), ("Persuasion", 10m), ("Emma", 9.50m)], dear.Select(static card => (card.Title, card.Price)));

        var one = await connection.QuerySingleAsync<BookCard>(
            "select * from book_cards where book = @Book", new { Book = LibraryTables.Emma.Value });
        Assert.Equal((LibraryTables.Emma.Value, "Emma", 2L), (one.Book, one.Title, one.Available));
    }

    [Fact]
    public async Task Times_and_dates_are_compared_and_read()
    {
        await using var connection = new SqliteConnection($"Data Source={_tables.Path};Mode=ReadOnly");
        var due = await connection.QueryAsync<Loan>(
            "select * from loans where due < @Today and since > @Since order by due",
            new { Today = new DateOnly(2026, 5, 1), Since = LibraryTables.Clock });
        var loan = Assert.Single(due);
        Assert.Equal((8, new DateOnly(2026, 4, 2), LibraryTables.Clock.AddSeconds(1)), (loan.Reader, loan.Due, loan.Since));
        Assert.Equal(5, loan.LentAt);
    }

    [Fact]
    public async Task SQLite_reads_JSON_and_how_far_the_rows_are()
    {
        await using var connection = new SqliteConnection($"Data Source={_tables.Path};Mode=ReadOnly");
        SqliteReadModels.AddCollations(connection);
        var books = await connection.QueryAsync<string>(
            "select c.title from branches b, json_each(b.books) each join book_cards c on c.book = each.value where b.name = @Name "
                + "order by c.title",
            new { Name = "north" });
        Assert.Equal(["Emma", "Sanditon"], books);
        Assert.Equal((5, 1), await connection.QuerySingleAsync<(long, long)>(
            "select position, complete from opossum_models where name = 'book_cards'"));
    }

    public async ValueTask DisposeAsync() => await _tables.DisposeAsync();

    private sealed class BookCard
    {
        public Guid Book { get; init; }

        public string Title { get; init; } = "";

        public decimal Price { get; init; }

        public long Available { get; init; }
    }

    private sealed class Loan
    {
        public Guid Book { get; init; }

        public int Reader { get; init; }

        public DateOnly Due { get; init; }

        public DateTimeOffset Since { get; init; }

        public long LentAt { get; init; }
    }
}
