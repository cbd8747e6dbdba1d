using System.Collections.Immutable;

namespace Opossum.Typed.Tests.Library;

[EventModel]
public static partial class LibraryModel;

[Tag("book")]
public readonly partial record struct BookId(Guid Value);

[Tag("reader")]
public readonly partial record struct ReaderId(int Number);

[Tag("branch")]
public readonly partial record struct BranchId(string Name);

public enum LossReason
{
    Stolen,
    Worn,
}

/// <summary>A loan begins or ends.</summary>
public interface ILoanEvent : IEvent
{
    BookId Book { get; }

    ReaderId Reader { get; }
}

[Event("book-bought")]
public partial record BookBought(BookId Book, BranchId Branch, string Title, decimal Price, int Copies);

[Event("book-retitled")]
public partial record BookRetitled(BookId Book, string Title);

[Event("books-moved")]
public partial record BooksMoved(ImmutableArray<BookId> Books, BranchId To);

[Event("book-lent")]
public partial record BookLent(BookId Book, ReaderId Reader, DateOnly Due) : ILoanEvent;

[Event("book-returned")]
public partial record BookReturned(BookId Book, ReaderId Reader) : ILoanEvent;

[Event("book-lost")]
public partial record BookLost(BookId Book, LossReason Reason);

[Event("book-rated")]
public partial record BookRated(BookId Book, double Rating, string Isbn);

[Event("fine-paid")]
public partial record FinePaid(ReaderId Reader, decimal Amount, string Currency, DateTimeOffset PaidAt);

/// <summary>Of no interest to any read model.</summary>
[Event("library-cleaned")]
public partial record LibraryCleaned(string Note);
