using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;
using Opossum.Typed.Tests.Library;

namespace Opossum.Typed.Tests.Projections;

/// <summary>Counts the moves of each book, and fails at the one of number 2.</summary>
internal sealed record MoveCount(BookId Book, int Moves = 0) : IReadModel<MoveCount, BookId>
{
    static ReadModelShape IReadModel<MoveCount>.Shape => new()
    {
        Name = "move_counts",
        Logic = "",
        Columns = [new("book", ColumnType.Uuid) { IsKey = true }, new("moves", ColumnType.WholeNumber)],
        Events = [new(EventDescriptor.Of<BooksMoved>(), Decode: false)],
    };

    static void IReadModel<MoveCount, BookId>.Route(ref ProjectedEvent e, ref RowKeys<BookId> keys)
    {
        foreach (var book in e.Tags("book"u8)) keys.Add(new(book.ToGuid()));
    }

    static MoveCount? IReadModel<MoveCount, BookId>.Apply(MoveCount? row, BookId key, ref ProjectedEvent e) =>
        key == LibraryLog.Book(2) ? throw new InvalidOperationException() : new(key, (row?.Moves ?? 0) + 1);

    static BookId IReadModel<MoveCount, BookId>.KeyOf(MoveCount row) => row.Book;

    static void IReadModel<MoveCount, BookId>.WriteKey<TWriter>(BookId key, ref TWriter columns) => columns.Write(key.Value);

    static void IReadModel<MoveCount, BookId>.Write<TWriter>(MoveCount row, ref TWriter columns)
    {
        columns.Write(row.Book.Value);
        columns.Write((long)row.Moves);
    }

    static MoveCount IRow<MoveCount>.Read<TReader>(ref TReader columns) => new(new(columns.ReadGuid()), (int)columns.ReadInteger());

    static int IReadModel<MoveCount, BookId>.Compare(BookId left, BookId right) => left.Value.CompareTo(right.Value);

    static ImmutableArray<Tag> IReadModel<MoveCount, BookId>.TagsOf(BookId key) => [Tag.Of(key)];
}
