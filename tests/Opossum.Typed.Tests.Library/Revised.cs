using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.Tests.Library;

/// <summary>A read model whose logic has another hash in each revision, so that its table is built again. The rows stay the same.</summary>
public sealed class Revised<TRow, TKey>(TRow row) : IReadModel<Revised<TRow, TKey>, TKey>
    where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
{
    public TRow Row => row;

    static ReadModelShape IReadModel<Revised<TRow, TKey>>.Shape
    {
        get
        {
            var shape = ReadModelShape.Of<TRow>();
            return new()
            {
                Name = shape.Name, Logic = $"{shape.Logic} {RevisedLibrary.Revision}", Layout = shape.Layout, Revision = shape.Revision,
                Columns = shape.Columns, Indexes = shape.Indexes, Events = shape.Events, TagKeys = shape.TagKeys,
                NeedsMetadata = shape.NeedsMetadata,
            };
        }
    }

    static Revised<TRow, TKey> IRow<Revised<TRow, TKey>>.Read<TReader>(ref TReader columns) => new(TRow.Read(ref columns));

    static void IReadModel<Revised<TRow, TKey>, TKey>.Route(ref ProjectedEvent e, ref RowKeys<TKey> keys) => TRow.Route(ref e, ref keys);

    static Revised<TRow, TKey>? IReadModel<Revised<TRow, TKey>, TKey>.Apply(
        Revised<TRow, TKey>? row, TKey key, ref ProjectedEvent e)
    {
        var applied = TRow.Apply(row?.Row, key, ref e);
        if (applied is null) return null;
        return ReferenceEquals(applied, row?.Row) ? row : new(applied);
    }

    static TKey IReadModel<Revised<TRow, TKey>, TKey>.KeyOf(Revised<TRow, TKey> row) => TRow.KeyOf(row.Row);

    static void IReadModel<Revised<TRow, TKey>, TKey>.Write<TWriter>(Revised<TRow, TKey> row, ref TWriter columns) =>
        TRow.Write(row.Row, ref columns);

    static void IReadModel<Revised<TRow, TKey>, TKey>.WriteKey<TWriter>(TKey key, ref TWriter columns) =>
        TRow.WriteKey(key, ref columns);

    static int IReadModel<Revised<TRow, TKey>, TKey>.Compare(TKey left, TKey right) => TRow.Compare(left, right);

    static ImmutableArray<Tag> IReadModel<Revised<TRow, TKey>, TKey>.TagsOf(TKey key) => TRow.TagsOf(key);
}

/// <summary>The read models of the library, with other hashes.</summary>
public static class RevisedLibrary
{
    /// <summary>What the hashes depend on. Set before a model is used.</summary>
    public static int Revision { get; set; } = 1;

    /// <summary>The models, of the revision of the first use.</summary>
    public static ReadModelSet ReadModels => new(
        ReadModelDescriptor.Of<Revised<BookCard, BookId>, BookId>(),
        ReadModelDescriptor.Of<Revised<BookRating, BookId>, BookId>(),
        ReadModelDescriptor.Of<Revised<Branch, BranchId>, BranchId>(),
        ReadModelDescriptor.Of<Revised<DailyFines, (DateOnly, string)>, (DateOnly, string)>(),
        ReadModelDescriptor.Of<Revised<JournalEntry, long>, long>(),
        ReadModelDescriptor.Of<Revised<LibraryTotals, ValueTuple>, ValueTuple>(),
        ReadModelDescriptor.Of<Revised<Loan, (BookId, ReaderId)>, (BookId, ReaderId)>(),
        ReadModelDescriptor.Of<Revised<ReaderActivity, ReaderId>, ReaderId>());
}
