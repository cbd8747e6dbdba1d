#nullable enable
using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.Tests.Library;

/// <remarks>The table <c>journal</c>: a row for each event, by its position.</remarks>
partial record JournalEntry : IReadModel<JournalEntry, long>
{
    /// <summary>The address of a row.</summary>
    public static RowKey<JournalEntry, long> At(long position) => new(position);

    static ReadModelShape IReadModel<JournalEntry>.Shape => new()
    {
        Name = "journal",
        Logic = "0a84a3f4d06bc5e3",
        Revision = 2,
        Columns =
        [
            new("position", ColumnType.WholeNumber) { IsKey = true },
            new("what", ColumnType.Text),
            new("id", ColumnType.Uuid),
        ],
        Events =
        [
            new(EventDescriptor.Of<BookBought>(), Decode: true),
            new(EventDescriptor.Of<BookLost>(), Decode: true),
        ],
        NeedsMetadata = true,
    };

    static void IReadModel<JournalEntry, long>.Route(ref ProjectedEvent e, ref RowKeys<long> keys) => keys.Add(e.Position);

    static JournalEntry? IReadModel<JournalEntry, long>.Apply(JournalEntry? row, long key, ref ProjectedEvent e)
    {
        if (e.Is<BookBought>()) return On(e.Event<BookBought>(), e.Metadata, e.Position);
        if (e.Is<BookLost>()) return On(e.Event<BookLost>(), e.Metadata, e.Position);
        return row;
    }

    static long IReadModel<JournalEntry, long>.KeyOf(JournalEntry row) => row.Position;

    static void IReadModel<JournalEntry, long>.WriteKey<TWriter>(long key, ref TWriter columns) => columns.Write(key);

    static void IReadModel<JournalEntry, long>.Write<TWriter>(JournalEntry row, ref TWriter columns)
    {
        columns.Write(row.Position);
        columns.Write(row.What);
        columns.Write(row.Id);
    }

    static JournalEntry IRow<JournalEntry>.Read<TReader>(ref TReader columns) => new(
        columns.ReadInteger(),
        columns.ReadText(),
        columns.ReadGuid());

    static int IReadModel<JournalEntry, long>.Compare(long left, long right) => left.CompareTo(right);

    static ImmutableArray<Tag> IReadModel<JournalEntry, long>.TagsOf(long key) => default;
}
