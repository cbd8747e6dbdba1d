using System.Collections.Immutable;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.CrashLab.Projecting;

/// <summary>A read model whose logic has another hash in each revision, so that its table is built again. The rows stay the same.</summary>
internal sealed class Revised<TRow, TKey>(TRow row) : IReadModel<Revised<TRow, TKey>, TKey>
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
                Name = shape.Name, Logic = $"{shape.Logic} {LabTable.Revision}", Revision = shape.Revision, Columns = shape.Columns,
                Indexes = shape.Indexes, Events = shape.Events, TagKeys = shape.TagKeys, NeedsMetadata = shape.NeedsMetadata,
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
