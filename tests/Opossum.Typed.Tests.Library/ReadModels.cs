using System.Collections.Immutable;

namespace Opossum.Typed.Tests.Library;

// What a user writes. The generator completes it.

/// <summary>
/// Keyed by a tag, with events of several books; created, changed and deleted; a computed column; events that are not decoded.
/// </summary>
[ReadModel("book_cards")]
public partial record BookCard(
    [property: Key] BookId Book, string Title, [property: Index("by_branch")] string Branch, [property: Index("by_branch")] decimal Price,
    int Copies, int Lent = 0)
{
    [Index]
    public int Available => Copies - Lent;

    static BookCard On(BookBought e) => new(e.Book, e.Title, e.Branch.Name, e.Price, e.Copies);

    BookCard On(BookRetitled e) => this with { Title = e.Title };

    BookCard On(BooksMoved e) => this with { Branch = e.To.Name };

    BookCard On(BookLent _) => this with { Lent = Lent + 1 };

    BookCard On(BookReturned _) => this with { Lent = Lent - 1 };

    BookCard? On(BookLost _) => null;
}

/// <summary>Keyed by two tags; created or changed; times and positions.</summary>
[ReadModel("loans")]
public partial record Loan(
    [property: Key] BookId Book, [property: Key] ReaderId Reader, [property: Index] DateOnly Due, DateTimeOffset Since, long LentAt,
    int Times)
{
    static Loan On(Loan? loan, BookLent e, DateTimeOffset at, long position) =>
        new(e.Book, e.Reader, e.Due, loan?.Since ?? at, position, (loan?.Times ?? 0) + 1);

    Loan? On(BookReturned _) => Times == 1 ? null : this with { Times = Times - 1 };
}

/// <summary>Keyed by a number; rows begin as <c>new(key)</c>; a family; nulls, a duration and a time of day.</summary>
[ReadModel("reader_activity")]
public partial record ReaderActivity(
    [property: Key] ReaderId Reader, int Loans = 0, decimal Paid = 0, DateTimeOffset? LastPaid = null, TimeOnly? PaidAt = null,
    TimeSpan Longest = default)
{
    ReaderActivity On(ILoanEvent _) => this with { Loans = Loans + 1 };

    ReaderActivity On(FinePaid e) => this with
    {
        Paid = Paid + e.Amount, LastPaid = e.PaidAt, PaidAt = TimeOnly.FromDateTime(e.PaidAt.DateTime),
        Longest = LastPaid is { } last && e.PaidAt - last > Longest ? e.PaidAt - last : Longest,
    };
}

/// <summary>Keyed by what the event says; some events have no row.</summary>
[ReadModel("daily_fines")]
public partial record DailyFines([property: Key] DateOnly Day, [property: Key] string Currency, int Fines = 0, decimal Total = 0)
{
    static (DateOnly, string)? KeyOf(FinePaid e) => e.Amount == 0 ? null : (DateOnly.FromDateTime(e.PaidAt.UtcDateTime), e.Currency);

    DailyFines On(FinePaid e) => this with { Fines = Fines + 1, Total = Total + e.Amount };
}

/// <summary>A row for each event.</summary>
[ReadModel("journal", Revision = 2)]
public partial record JournalEntry([property: Key] long Position, string What, Guid Id)
{
    static JournalEntry On(BookBought e, EventMetadata metadata, long position) => new(position, $"bought {e.Title}", metadata.Id);

    static JournalEntry On(BookLost e, EventMetadata metadata, long position) => new(position, $"lost: {e.Reason}", metadata.Id);
}

/// <summary>One row.</summary>
[ReadModel("library_totals")]
public partial record LibraryTotals(long Books = 0, long Copies = 0, bool HasLost = false)
{
    LibraryTotals On(BookBought e) => this with { Books = Books + 1, Copies = Copies + e.Copies };

    static LibraryTotals? On(LibraryTotals? totals, BookLost _) =>
        totals is null || totals.Books == 1 ? null : totals with { Books = totals.Books - 1, HasLost = true };
}

/// <summary>Keyed by a text; JSON columns; an enum.</summary>
[ReadModel("branches")]
public partial record Branch([property: Key] BranchId Name, ImmutableArray<BookId> Books, LossReason? LastLoss = null)
{
    static Branch On(Branch? branch, BookBought e) =>
        branch is null ? new(e.Branch, [e.Book]) : branch with { Books = branch.Books.Add(e.Book) };

    static Branch On(Branch? branch, BooksMoved e) => (branch ?? new(e.To, [])) with { Books = [.. branch?.Books ?? [], .. e.Books] };
}

/// <summary>What can fail: a handler that throws, a value that can't be stored (below 0), a unique index.</summary>
[ReadModel("book_ratings")]
public partial record BookRating(
    [property: Key] BookId Book, double Rating, [property: Index("isbn", Unique = true)] string? Isbn, float Factor = 1)
{
    static BookRating On(BookRating? row, BookRated e) => e.Isbn == "throw"
        ? throw new InvalidOperationException("The handler fails.")
        : new(e.Book, 1 / Math.Sqrt(e.Rating), e.Isbn.Length == 0 ? null : e.Isbn, row?.Factor ?? 1);
}
