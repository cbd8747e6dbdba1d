using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.Tests.Library;

/// <summary>The table of <see cref="LibraryTotals"/>, as another version of the program declares it.</summary>
public sealed record OtherTotals(long Bought = 0) : IReadModel<OtherTotals, ValueTuple>
{
    public static RowKey<OtherTotals, ValueTuple> At() => default;

    static ReadModelShape IReadModel<OtherTotals>.Shape => new()
    {
        Name = "library_totals",
        Logic = "other",
        Columns = [new("bought", ColumnType.WholeNumber)],
        Events = [new(EventDescriptor.Of<BookBought>(), Decode: false)],
    };

    static void IReadModel<OtherTotals, ValueTuple>.Route(ref ProjectedEvent e, ref RowKeys<ValueTuple> keys) => keys.Add(default);

    static OtherTotals? IReadModel<OtherTotals, ValueTuple>.Apply(OtherTotals? row, ValueTuple key, ref ProjectedEvent e) =>
        new((row?.Bought ?? 0) + 1);

    static ValueTuple IReadModel<OtherTotals, ValueTuple>.KeyOf(OtherTotals row) => default;

    static void IReadModel<OtherTotals, ValueTuple>.WriteKey<TWriter>(ValueTuple key, ref TWriter columns)
    {
    }

    static void IReadModel<OtherTotals, ValueTuple>.Write<TWriter>(OtherTotals row, ref TWriter columns) => columns.Write(row.Bought);

    static OtherTotals IRow<OtherTotals>.Read<TReader>(ref TReader columns) => new(columns.ReadInteger());

    static int IReadModel<OtherTotals, ValueTuple>.Compare(ValueTuple left, ValueTuple right) => 0;

    static ImmutableArray<Tag> IReadModel<OtherTotals, ValueTuple>.TagsOf(ValueTuple key) => [];
}
