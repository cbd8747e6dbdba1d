#nullable enable
using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.Tests.Library;

/// <remarks>
/// The table <c>loans</c>: a row for each <c>book:{Book}</c> and <c>reader:{Reader}</c> that an event carries together, made by
/// <c>book-lent</c>, deleted by <c>book-returned</c>.
/// </remarks>
partial record Loan : IReadModel<Loan, (BookId, ReaderId)>
{
    /// <summary>The address of a row.</summary>
    public static RowKey<Loan, (BookId, ReaderId)> At(BookId book, ReaderId reader) => new((book, reader));

    static ReadModelShape IReadModel<Loan>.Shape => new()
    {
        Name = "loans",
        Logic = "94e909097c1b9f66",
        Columns =
        [
            new("book", ColumnType.Uuid) { IsKey = true },
            new("reader", ColumnType.WholeNumber) { IsKey = true },
            new("due", ColumnType.Date),
            new("since", ColumnType.Timestamp),
            new("lent_at", ColumnType.WholeNumber),
            new("times", ColumnType.WholeNumber),
        ],
        Indexes = [new("due", "due")],
        TagKeys = ["book", "reader"],
        Events =
        [
            new(EventDescriptor.Of<BookLent>(), Decode: true),
            new(EventDescriptor.Of<BookReturned>(), Decode: false),
        ],
    };

    static void IReadModel<Loan, (BookId, ReaderId)>.Route(ref ProjectedEvent e, ref RowKeys<(BookId, ReaderId)> keys)
    {
        foreach (var book in e.Tags("book"u8))
            foreach (var reader in e.Tags("reader"u8)) keys.Add((new(book.ToGuid()), new(reader.ToNumber<int>())));
    }

    static Loan? IReadModel<Loan, (BookId, ReaderId)>.Apply(Loan? row, (BookId, ReaderId) key, ref ProjectedEvent e)
    {
        if (e.Is<BookLent>()) return InUtc(On(row, e.Event<BookLent>(), e.RecordedAt, e.Position));
        if (row is null) return e.NoRow<Loan>();
        if (e.Is<BookReturned>()) return InUtc(row.On(default(BookReturned)!));
        return row;
    }

    /// <summary>As the row comes back from a storage.</summary>
    private static Loan? InUtc(Loan? row) =>
        row is { Since.Offset.Ticks: not 0 } ? row with { Since = row.Since.ToUniversalTime() } : row;

    static (BookId, ReaderId) IReadModel<Loan, (BookId, ReaderId)>.KeyOf(Loan row) => (row.Book, row.Reader);

    static void IReadModel<Loan, (BookId, ReaderId)>.WriteKey<TWriter>((BookId, ReaderId) key, ref TWriter columns)
    {
        columns.Write(key.Item1.Value);
        columns.Write((long)key.Item2.Number);
    }

    static void IReadModel<Loan, (BookId, ReaderId)>.Write<TWriter>(Loan row, ref TWriter columns)
    {
        columns.Write(row.Book.Value);
        columns.Write((long)row.Reader.Number);
        columns.Write(row.Due);
        columns.Write(row.Since);
        columns.Write(row.LentAt);
        columns.Write((long)row.Times);
    }

    static Loan IRow<Loan>.Read<TReader>(ref TReader columns) => new(
        new(columns.ReadGuid()),
        new(checked((int)columns.ReadInteger())),
        columns.ReadDate(),
        columns.ReadTimestamp(),
        columns.ReadInteger(),
        checked((int)columns.ReadInteger()));

    static int IReadModel<Loan, (BookId, ReaderId)>.Compare((BookId, ReaderId) left, (BookId, ReaderId) right) =>
        left.Item1.Value.CompareTo(right.Item1.Value) is not 0 and var order ? order : left.Item2.Number.CompareTo(right.Item2.Number);

    static ImmutableArray<Tag> IReadModel<Loan, (BookId, ReaderId)>.TagsOf((BookId, ReaderId) key) =>
        [Tag.Of(key.Item1), Tag.Of(key.Item2)];
}
