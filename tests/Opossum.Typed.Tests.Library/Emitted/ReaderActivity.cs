#nullable enable
using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.Tests.Library;

/// <remarks>The table <c>reader_activity</c>: a row for each <c>reader:{Reader}</c>, which begins as <c>new(Reader)</c>.</remarks>
partial record ReaderActivity : IReadModel<ReaderActivity, ReaderId>
{
    /// <summary>The address of a row.</summary>
    public static RowKey<ReaderActivity, ReaderId> At(ReaderId reader) => new(reader);

    static ReadModelShape IReadModel<ReaderActivity>.Shape => new()
    {
        Name = "reader_activity",
        Logic = "b0cad5d872db5060",
        Columns =
        [
            new("reader", ColumnType.WholeNumber) { IsKey = true },
            new("loans", ColumnType.WholeNumber),
            new("paid", ColumnType.DecimalNumber),
            new("last_paid", ColumnType.Timestamp) { IsNullable = true },
            new("paid_at", ColumnType.Time) { IsNullable = true },
            new("longest", ColumnType.WholeNumber),
        ],
        TagKeys = ["reader"],
        Events =
        [
            new(EventDescriptor.Of<FinePaid>(), Decode: true),
            new(EventDescriptor.Of<BookLent>(), Decode: false),
            new(EventDescriptor.Of<BookReturned>(), Decode: false),
        ],
    };

    static void IReadModel<ReaderActivity, ReaderId>.Route(ref ProjectedEvent e, ref RowKeys<ReaderId> keys)
    {
        foreach (var reader in e.Tags("reader"u8)) keys.Add(new(reader.ToNumber<int>()));
    }

    static ReaderActivity? IReadModel<ReaderActivity, ReaderId>.Apply(ReaderActivity? row, ReaderId key, ref ProjectedEvent e)
    {
        row ??= new(key);
        if (e.Is<FinePaid>()) return InUtc(row.On(e.Event<FinePaid>()));
        if (e.Is<BookLent>()) return InUtc(row.On(default(ILoanEvent)!));
        if (e.Is<BookReturned>()) return InUtc(row.On(default(ILoanEvent)!));
        return row;
    }

    /// <summary>As the row comes back from a storage.</summary>
    private static ReaderActivity? InUtc(ReaderActivity? row) =>
        row is { LastPaid.Offset.Ticks: not 0 } ? row with { LastPaid = row.LastPaid?.ToUniversalTime() } : row;

    static ReaderId IReadModel<ReaderActivity, ReaderId>.KeyOf(ReaderActivity row) => row.Reader;

    static void IReadModel<ReaderActivity, ReaderId>.WriteKey<TWriter>(ReaderId key, ref TWriter columns) =>
        columns.Write((long)key.Number);

    static void IReadModel<ReaderActivity, ReaderId>.Write<TWriter>(ReaderActivity row, ref TWriter columns)
    {
        columns.Write((long)row.Reader.Number);
        columns.Write((long)row.Loans);
        columns.Write(row.Paid);
        if (row.LastPaid is { } lastPaid) columns.Write(lastPaid);
        else columns.WriteNull();
        if (row.PaidAt is { } paidAt) columns.Write(paidAt);
        else columns.WriteNull();
        columns.Write(row.Longest.Ticks);
    }

    static ReaderActivity IRow<ReaderActivity>.Read<TReader>(ref TReader columns) => new(
        new(checked((int)columns.ReadInteger())),
        checked((int)columns.ReadInteger()),
        columns.ReadDecimal(),
        columns.TryReadNull() ? null : columns.ReadTimestamp(),
        columns.TryReadNull() ? null : columns.ReadTime(),
        new(columns.ReadInteger()));

    static int IReadModel<ReaderActivity, ReaderId>.Compare(ReaderId left, ReaderId right) => left.Number.CompareTo(right.Number);

    static ImmutableArray<Tag> IReadModel<ReaderActivity, ReaderId>.TagsOf(ReaderId key) => [Tag.Of(key)];
}
