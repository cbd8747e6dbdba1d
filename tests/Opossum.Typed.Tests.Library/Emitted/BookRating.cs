#nullable enable
using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.Tests.Library;

/// <remarks>The table <c>book_ratings</c>: a row for each <c>book:{Book}</c>, made by <c>book-rated</c>.</remarks>
partial record BookRating : IReadModel<BookRating, BookId>
{
    /// <summary>The address of a row.</summary>
    public static RowKey<BookRating, BookId> At(BookId book) => new(book);

    static ReadModelShape IReadModel<BookRating>.Shape => new()
    {
        Name = "book_ratings",
        Logic = "4d1f0c7ab3e95526",
        Columns =
        [
            new("book", ColumnType.Uuid) { IsKey = true },
            new("rating", ColumnType.RealNumber),
            new("isbn", ColumnType.Text) { IsNullable = true },
            new("factor", ColumnType.RealNumber),
        ],
        Indexes = [new("isbn", "isbn") { IsUnique = true }],
        TagKeys = ["book"],
        Events = [new(EventDescriptor.Of<BookRated>(), Decode: true)],
    };

    static void IReadModel<BookRating, BookId>.Route(ref ProjectedEvent e, ref RowKeys<BookId> keys)
    {
        foreach (var book in e.Tags("book"u8)) keys.Add(new(book.ToGuid()));
    }

    static BookRating? IReadModel<BookRating, BookId>.Apply(BookRating? row, BookId key, ref ProjectedEvent e)
    {
        if (e.Is<BookRated>()) return On(row, e.Event<BookRated>());
        return row;
    }

    static BookId IReadModel<BookRating, BookId>.KeyOf(BookRating row) => row.Book;

    static void IReadModel<BookRating, BookId>.WriteKey<TWriter>(BookId key, ref TWriter columns) => columns.Write(key.Value);

    static void IReadModel<BookRating, BookId>.Write<TWriter>(BookRating row, ref TWriter columns)
    {
        columns.Write(row.Book.Value);
        columns.Write(row.Rating);
        if (row.Isbn is { } isbn) columns.Write(isbn);
        else columns.WriteNull();
        columns.Write((double)row.Factor);
    }

    static BookRating IRow<BookRating>.Read<TReader>(ref TReader columns) => new(
        new(columns.ReadGuid()),
        columns.ReadReal(),
        columns.TryReadNull() ? null : columns.ReadText(),
        (float)columns.ReadReal());

    static int IReadModel<BookRating, BookId>.Compare(BookId left, BookId right) => left.Value.CompareTo(right.Value);

    static ImmutableArray<Tag> IReadModel<BookRating, BookId>.TagsOf(BookId key) => [Tag.Of(key)];
}
