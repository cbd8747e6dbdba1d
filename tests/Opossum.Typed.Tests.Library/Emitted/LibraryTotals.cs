#nullable enable
using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.Tests.Library;

/// <remarks>The table <c>library_totals</c>: one row, which begins as <c>new()</c>.</remarks>
partial record LibraryTotals : IReadModel<LibraryTotals, ValueTuple>
{
    /// <summary>The address of the row.</summary>
    public static RowKey<LibraryTotals, ValueTuple> At() => default;

    static ReadModelShape IReadModel<LibraryTotals>.Shape => new()
    {
        Name = "library_totals",
        Logic = "738f44277a3bafc8",
        Columns =
        [
            new("books", ColumnType.WholeNumber),
            new("copies", ColumnType.WholeNumber),
            new("has_lost", ColumnType.Boolean),
        ],
        Events =
        [
            new(EventDescriptor.Of<BookBought>(), Decode: true),
            new(EventDescriptor.Of<BookLost>(), Decode: false),
        ],
    };

    static void IReadModel<LibraryTotals, ValueTuple>.Route(ref ProjectedEvent e, ref RowKeys<ValueTuple> keys) => keys.Add(default);

    static LibraryTotals? IReadModel<LibraryTotals, ValueTuple>.Apply(LibraryTotals? row, ValueTuple key, ref ProjectedEvent e)
    {
        if (e.Is<BookLost>()) return On(row, default(BookLost)!);
        row ??= new();
        if (e.Is<BookBought>()) return row.On(e.Event<BookBought>());
        return row;
    }

    static ValueTuple IReadModel<LibraryTotals, ValueTuple>.KeyOf(LibraryTotals row) => default;

    static void IReadModel<LibraryTotals, ValueTuple>.WriteKey<TWriter>(ValueTuple key, ref TWriter columns)
    {
    }

    static void IReadModel<LibraryTotals, ValueTuple>.Write<TWriter>(LibraryTotals row, ref TWriter columns)
    {
        columns.Write(row.Books);
        columns.Write(row.Copies);
        columns.Write(row.HasLost);
    }

    static LibraryTotals IRow<LibraryTotals>.Read<TReader>(ref TReader columns) => new(
        columns.ReadInteger(),
        columns.ReadInteger(),
        columns.ReadBoolean());

    static int IReadModel<LibraryTotals, ValueTuple>.Compare(ValueTuple left, ValueTuple right) => 0;

    static ImmutableArray<Tag> IReadModel<LibraryTotals, ValueTuple>.TagsOf(ValueTuple key) => [];
}
