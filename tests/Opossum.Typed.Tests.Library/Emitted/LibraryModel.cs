#nullable enable

namespace Opossum.Typed.Tests.Library;

partial class LibraryModel
{
    /// <summary>The read models of this assembly, by name.</summary>
    public static ReadModelSet ReadModels { get; } = new(
        ReadModelDescriptor.Of<BookCard, BookId>(),
        ReadModelDescriptor.Of<BookRating, BookId>(),
        ReadModelDescriptor.Of<Branch, BranchId>(),
        ReadModelDescriptor.Of<DailyFines, (DateOnly, string)>(),
        ReadModelDescriptor.Of<JournalEntry, long>(),
        ReadModelDescriptor.Of<LibraryTotals, ValueTuple>(),
        ReadModelDescriptor.Of<Loan, (BookId, ReaderId)>(),
        ReadModelDescriptor.Of<ReaderActivity, ReaderId>());
}
