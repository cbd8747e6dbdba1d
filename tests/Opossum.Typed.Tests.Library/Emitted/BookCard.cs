#nullable enable
using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.Tests.Library;

/// <remarks>
/// The table <c>book_cards</c>: a row for each <c>book:{Book}</c>, made by <c>book-bought</c>, deleted by <c>book-lost</c>.
/// </remarks>
partial record BookCard : IReadModel<BookCard, BookId>
{
    /// <summary>The address of a row.</summary>
    public static RowKey<BookCard, BookId> At(BookId book) => new(book);

    static ReadModelShape IReadModel<BookCard>.Shape => new()
    {
        Name = "book_cards",
        Logic = "7b4081f20eb4cb5b",
        Columns =
        [
            new("book", ColumnType.Uuid) { IsKey = true },
            new("title", ColumnType.Text),
            new("branch", ColumnType.Text),
            new("price", ColumnType.DecimalNumber),
            new("copies", ColumnType.WholeNumber),
            new("lent", ColumnType.WholeNumber),
            new("available", ColumnType.WholeNumber) { IsComputed = true },
        ],
        Indexes =
        [
            new("by_branch", "branch", "price"),
            new("available", "available"),
        ],
        TagKeys = ["book"],
        Events =
        [
            new(EventDescriptor.Of<BookBought>(), Decode: true),
            new(EventDescriptor.Of<BookRetitled>(), Decode: true),
            new(EventDescriptor.Of<BooksMoved>(), Decode: true),
            new(EventDescriptor.Of<BookLent>(), Decode: false),
            new(EventDescriptor.Of<BookReturned>(), Decode: false),
            new(EventDescriptor.Of<BookLost>(), Decode: false),
        ],
    };

    static void IReadModel<BookCard, BookId>.Route(ref ProjectedEvent e, ref RowKeys<BookId> keys)
    {
        foreach (var book in e.Tags("book"u8)) keys.Add(new(book.ToGuid()));
    }

    static BookCard? IReadModel<BookCard, BookId>.Apply(BookCard? row, BookId key, ref ProjectedEvent e)
    {
        if (e.Is<BookBought>()) return On(e.Event<BookBought>());
        if (row is null) return e.NoRow<BookCard>();
        if (e.Is<BookRetitled>()) return row.On(e.Event<BookRetitled>());
        if (e.Is<BooksMoved>()) return row.On(e.Event<BooksMoved>());
        if (e.Is<BookLent>()) return row.On(default(BookLent)!);
        if (e.Is<BookReturned>()) return row.On(default(BookReturned)!);
        if (e.Is<BookLost>()) return row.On(default(BookLost)!);
        return row;
    }

    static BookId IReadModel<BookCard, BookId>.KeyOf(BookCard row) => row.Book;

    static void IReadModel<BookCard, BookId>.WriteKey<TWriter>(BookId key, ref TWriter columns) => columns.Write(key.Value);

    static void IReadModel<BookCard, BookId>.Write<TWriter>(BookCard row, ref TWriter columns)
    {
        columns.Write(row.Book.Value);
        columns.Write(row.Title);
        columns.Write(row.Branch);
        columns.Write(row.Price);
        columns.Write((long)row.Copies);
        columns.Write((long)row.Lent);
        columns.Write((long)row.Available);
    }

    static BookCard IRow<BookCard>.Read<TReader>(ref TReader columns) => new(
        new(columns.ReadGuid()),
        columns.ReadText(),
        columns.ReadText(),
        columns.ReadDecimal(),
        checked((int)columns.ReadInteger()),
        checked((int)columns.ReadInteger()));

    static int IReadModel<BookCard, BookId>.Compare(BookId left, BookId right) => left.Value.CompareTo(right.Value);

    static ImmutableArray<Tag> IReadModel<BookCard, BookId>.TagsOf(BookId key) => [Tag.Of(key)];
}
