using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.Tests.Library;

/// <summary>A version of the logic of <see cref="Tally{TVersion}"/>.</summary>
public interface ITallyVersion
{
    /// <summary>What each loan counts as. Every row says it, so that a table which holds rows of two versions is noticed.</summary>
    static abstract int Number { get; }

    /// <summary>True if the table has a column more.</summary>
    static virtual bool IsWide => false;
}

public sealed class FirstTally : ITallyVersion
{
    public static int Number => 1;
}

public sealed class SecondTally : ITallyVersion
{
    public static int Number => 2;
}

public sealed class WideTally : ITallyVersion
{
    public static int Number => 3;

    public static bool IsWide => true;
}

/// <summary>
/// How often each book was lent, as a version of the program counts it. A book that is called "throw" makes the second one throw.
/// </summary>
public sealed record Tally<TVersion>(BookId Book, long Version, long Lent, string Note = "") : IReadModel<Tally<TVersion>, BookId>
    where TVersion : ITallyVersion
{
    public static RowKey<Tally<TVersion>, BookId> At(BookId book) => new(book);

    static ReadModelShape IReadModel<Tally<TVersion>>.Shape => new()
    {
        Name = "tallies",
        Logic = $"tally {TVersion.Number}",
        Columns =
        [
            new("book", ColumnType.Uuid) { IsKey = true }, new("version", ColumnType.WholeNumber), new("lent", ColumnType.WholeNumber),
            .. TVersion.IsWide ? [new ReadModelColumn("note", ColumnType.Text)] : Array.Empty<ReadModelColumn>(),
        ],
        Indexes = [new("by_lent", "lent"), new("by_book", "book", "version") { IsUnique = true }],
        Events = [new(EventDescriptor.Of<BookLent>(), Decode: false), new(EventDescriptor.Of<BookRetitled>(), Decode: true)],
        TagKeys = ["book"],
    };

    static void IReadModel<Tally<TVersion>, BookId>.Route(ref ProjectedEvent e, ref RowKeys<BookId> keys)
    {
        foreach (var book in e.Tags("book"u8)) keys.Add(new(book.ToGuid()));
    }

    static Tally<TVersion>? IReadModel<Tally<TVersion>, BookId>.Apply(Tally<TVersion>? row, BookId key, ref ProjectedEvent e)
    {
        if (e.Is<BookLent>()) return new(key, TVersion.Number, (row?.Lent ?? 0) + TVersion.Number);
        if (e.Event<BookRetitled>().Title == "throw" && TVersion.Number == 2) throw new InvalidOperationException("The handler fails.");
        return row;
    }

    static BookId IReadModel<Tally<TVersion>, BookId>.KeyOf(Tally<TVersion> row) => row.Book;

    static void IReadModel<Tally<TVersion>, BookId>.WriteKey<TWriter>(BookId key, ref TWriter columns) => columns.Write(key.Value);

    static void IReadModel<Tally<TVersion>, BookId>.Write<TWriter>(Tally<TVersion> row, ref TWriter columns)
    {
        columns.Write(row.Book.Value);
        columns.Write(row.Version);
        columns.Write(row.Lent);
        if (TVersion.IsWide) columns.Write(row.Note);
    }

    static Tally<TVersion> IRow<Tally<TVersion>>.Read<TReader>(ref TReader columns) => new(
        new(columns.ReadGuid()), columns.ReadInteger(), columns.ReadInteger(), TVersion.IsWide ? columns.ReadText() : "");

    static int IReadModel<Tally<TVersion>, BookId>.Compare(BookId left, BookId right) => left.Value.CompareTo(right.Value);

    static ImmutableArray<Tag> IReadModel<Tally<TVersion>, BookId>.TagsOf(BookId key) => [Tag.Of(key)];
}
