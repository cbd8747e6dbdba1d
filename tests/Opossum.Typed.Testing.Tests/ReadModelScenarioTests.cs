using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Testing.Tests;

/// <summary>Rows of read models: what passes, what fails, and what is said then.</summary>
public class ReadModelScenarioTests
{
    private static readonly Scenario Library = Scenario.Of(LibraryModel.Model);
    private static readonly BookId Emma = new(new("0193b2a0-0000-7000-8000-000000000001"));
    private static readonly BranchId Main = new("main");
    private static readonly ReaderId Ada = new(1);
    private static readonly Scenario Bought = Library.Given(new BookBought(Emma, Main, "Emma", 9.90m, 2));

    [Fact]
    public void A_row_is_what_its_handlers_make_of_the_history()
    {
        Bought.ThenRow(BookCard.At(Emma), new(Emma, "Emma", "main", 9.90m, Copies: 2));
        Bought.Given(new BookLent(Emma, Ada, new(2026, 2, 1)), new BookRetitled(Emma, "Emma, a novel"))
            .ThenRow(BookCard.At(Emma), new(Emma, "Emma, a novel", "main", 9.90m, Copies: 2, Lent: 1));
    }

    [Fact]
    public void A_deleted_row_and_one_that_never_was_are_none()
    {
        Library.ThenNoRow(BookCard.At(Emma));
        Bought.Given(new BookLost(Emma, LossReason.Worn)).ThenNoRow(BookCard.At(Emma));
        var failed = Assert.Throws<ScenarioFailedException>(static () => Bought.ThenNoRow(BookCard.At(Emma)));
        Assert.Equal("no row", failed.Expected);
    }

    [Fact]
    public void Times_are_those_that_the_history_gives()
    {
        var lent = Library.At(new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero)).GivenAgo(
            TimeSpan.FromDays(1), new BookLent(Emma, Ada, new(2026, 2, 1)));
        lent.ThenRow(
            Loan.At(Emma, Ada), new(Emma, Ada, new(2026, 2, 1), new(2026, 1, 4, 0, 0, 0, TimeSpan.Zero), LentAt: 1, Times: 1));
    }

    [Fact]
    public void Lists_are_compared_by_what_is_in_them() =>
        Bought.ThenRow(Branch.At(Main), new(Main, [Emma]));

    [Fact]
    public void A_failure_shows_the_history_and_both_rows_column_by_column()
    {
        var failed = Assert.Throws<ScenarioFailedException>(static () =>
            Bought.ThenRow(BookCard.At(Emma), new(Emma, "Em\"ma", "main", 9.90m, Copies: 2)));
        Assert.StartsWith(
            """
            The row of 'book_cards' is not the expected one, folded in one pass.
            Given
              {"recorded":"2026-01-01T12:00:00+00:00","event":"book-bought","payload":{"book":"0193b2a0-0000-7000-8000-000000000001",
            """,
            failed.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            """
            Expected
              book: 0193b2a0-0000-7000-8000-000000000001
              title: "Em\"ma"
              branch: "main"
              price: 9.90
              copies: 2
              lent: 0
              available: 2
            Actual
              book: 0193b2a0-0000-7000-8000-000000000001
              title: "Emma"
              branch: "main"
              price: 9.90
              copies: 2
              lent: 0
              available: 2
            """,
            failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_keeps_something_outside_of_its_columns_fails_after_a_restart()
    {
        var once = Library.Given(new BookLost(Emma, LossReason.Worn));
        once.ThenRow(Forgetful.At(), new(1));
        var failed = Assert.Throws<ScenarioFailedException>(() =>
            once.Given(new BookLost(Emma, LossReason.Worn)).ThenRow(Forgetful.At(), new(2) { Counted = 2 }));
        Assert.StartsWith(
            "The row of 'forgetful' is not the expected one, folded with a restart before each append.", failed.Message,
            StringComparison.Ordinal);
        Assert.Equal(("losses: 2", "losses: 1"), (failed.Expected, failed.Actual));
    }

    [Fact]
    public void A_handler_that_fails_is_the_tests_failure() => Assert.Throws<ReadModelStoppedException>(static () =>
        Library.Given(new BookRated(Emma, 1, "throw")).ThenNoRow(BookRating.At(Emma)));

    /// <summary>Counts in a member that is no column, by hand, as no generator would write it.</summary>
    private sealed record Forgetful(int Losses) : IReadModel<Forgetful, ValueTuple>
    {
        public int Counted { get; init; } = 1;

        static ReadModelShape IReadModel<Forgetful>.Shape => new()
        {
            Name = "forgetful",
            Logic = "0",
            Columns = [new("losses", ColumnType.WholeNumber)],
            Events = [new(EventDescriptor.Of<BookLost>(), Decode: false)],
        };

        public static RowKey<Forgetful, ValueTuple> At() => default;

        static void IReadModel<Forgetful, ValueTuple>.Route(ref ProjectedEvent e, ref RowKeys<ValueTuple> keys) => keys.Add(default);

        static Forgetful? IReadModel<Forgetful, ValueTuple>.Apply(Forgetful? row, ValueTuple key, ref ProjectedEvent e) =>
            row is null ? new(1) : new(row.Counted + 1) { Counted = row.Counted + 1 };

        static ValueTuple IReadModel<Forgetful, ValueTuple>.KeyOf(Forgetful row) => default;

        static void IReadModel<Forgetful, ValueTuple>.WriteKey<TWriter>(ValueTuple key, ref TWriter columns) { }

        static void IReadModel<Forgetful, ValueTuple>.Write<TWriter>(Forgetful row, ref TWriter columns) => columns.Write((long)row.Losses);

        static Forgetful IRow<Forgetful>.Read<TReader>(ref TReader columns) => new((int)columns.ReadInteger()) { Counted = 0 };

        static int IReadModel<Forgetful, ValueTuple>.Compare(ValueTuple left, ValueTuple right) => 0;

        static ImmutableArray<Tag> IReadModel<Forgetful, ValueTuple>.TagsOf(ValueTuple key) => [];
    }
}
