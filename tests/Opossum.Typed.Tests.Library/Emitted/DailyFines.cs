#nullable enable
using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.Tests.Library;

/// <remarks>The table <c>daily_fines</c>: a row for each key that <c>KeyOf</c> gives, which begins as <c>new(Day, Currency)</c>.</remarks>
partial record DailyFines : IReadModel<DailyFines, (DateOnly, string)>
{
    /// <summary>The address of a row.</summary>
    public static RowKey<DailyFines, (DateOnly, string)> At(DateOnly day, string currency) => new((day, currency));

    static ReadModelShape IReadModel<DailyFines>.Shape => new()
    {
        Name = "daily_fines",
        Logic = "b3f64cc3945491e2",
        Columns =
        [
            new("day", ColumnType.Date) { IsKey = true },
            new("currency", ColumnType.Text) { IsKey = true },
            new("fines", ColumnType.WholeNumber),
            new("total", ColumnType.DecimalNumber),
        ],
        Events = [new(EventDescriptor.Of<FinePaid>(), Decode: true)],
    };

    static void IReadModel<DailyFines, (DateOnly, string)>.Route(ref ProjectedEvent e, ref RowKeys<(DateOnly, string)> keys)
    {
        if (e.Is<FinePaid>() && KeyOf(e.Event<FinePaid>()) is { } key) keys.Add(key);
    }

    static DailyFines? IReadModel<DailyFines, (DateOnly, string)>.Apply(DailyFines? row, (DateOnly, string) key, ref ProjectedEvent e)
    {
        row ??= new(key.Item1, key.Item2);
        if (e.Is<FinePaid>()) return row.On(e.Event<FinePaid>());
        return row;
    }

    static (DateOnly, string) IReadModel<DailyFines, (DateOnly, string)>.KeyOf(DailyFines row) => (row.Day, row.Currency);

    static void IReadModel<DailyFines, (DateOnly, string)>.WriteKey<TWriter>((DateOnly, string) key, ref TWriter columns)
    {
        columns.Write(key.Item1);
        columns.Write(key.Item2);
    }

    static void IReadModel<DailyFines, (DateOnly, string)>.Write<TWriter>(DailyFines row, ref TWriter columns)
    {
        columns.Write(row.Day);
        columns.Write(row.Currency);
        columns.Write((long)row.Fines);
        columns.Write(row.Total);
    }

    static DailyFines IRow<DailyFines>.Read<TReader>(ref TReader columns) => new(
        columns.ReadDate(),
        columns.ReadText(),
        checked((int)columns.ReadInteger()),
        columns.ReadDecimal());

    static int IReadModel<DailyFines, (DateOnly, string)>.Compare((DateOnly, string) left, (DateOnly, string) right) =>
        left.Item1.CompareTo(right.Item1) is not 0 and var order ? order : string.CompareOrdinal(left.Item2, right.Item2);

    static ImmutableArray<Tag> IReadModel<DailyFines, (DateOnly, string)>.TagsOf((DateOnly, string) key) => default;
}
