using System.Collections.Immutable;
using System.ComponentModel;

namespace Opossum.Typed.CompilerServices;

/// <summary>What is read from columns. The generator implements it, explicitly, for each record with <see cref="RowAttribute"/>.</summary>
/// <typeparam name="TRow">The record.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRow<TRow> where TRow : IRow<TRow>
{
    /// <summary>Reads all columns that are not computed, in their order.</summary>
    static abstract TRow Read<TReader>(ref TReader columns) where TReader : IColumnReader, allows ref struct;
}

/// <summary>A read model, whatever its key.</summary>
/// <typeparam name="TRow">The record.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IReadModel<TRow> : IRow<TRow> where TRow : class, IReadModel<TRow>
{
    /// <summary>What all rows have in common.</summary>
    static abstract ReadModelShape Shape { get; }
}

/// <summary>
/// A table of rows. The generator implements it, explicitly, for each record with <see cref="ReadModelAttribute"/>. docs/architecture.md
/// has the contract between generated code and the runtime.
/// </summary>
/// <typeparam name="TRow">The record.</typeparam>
/// <typeparam name="TKey">The type of the key; a tuple of several, a <see cref="ValueTuple"/> of none.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IReadModel<TRow, TKey> : IReadModel<TRow> where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
{
    /// <summary>Adds the keys of the rows that an event concerns.</summary>
    static abstract void Route(ref ProjectedEvent e, ref RowKeys<TKey> keys);

    /// <summary>Adds the boundaries of the decision models that the handler of an event will ask for.</summary>
    static virtual void Join(TKey key, ref ProjectedEvent e, ref JoinNeeds needs) { }

    /// <summary>Calls the handler of an event for one row.</summary>
    /// <returns>The row after the event: another one, the same one if nothing changed, null for none.</returns>
    static abstract TRow? Apply(TRow? row, TKey key, ref ProjectedEvent e);

    /// <summary>The key of a row.</summary>
    static abstract TKey KeyOf(TRow row);

    /// <summary>Writes all columns, in their order.</summary>
    static abstract void Write<TWriter>(TRow row, ref TWriter columns) where TWriter : IColumnWriter, allows ref struct;

    /// <summary>Writes the columns of a key.</summary>
    static abstract void WriteKey<TWriter>(TKey key, ref TWriter columns) where TWriter : IColumnWriter, allows ref struct;

    /// <summary>Reads the columns of a key; only of a model that has <see cref="ReadModelShape.Links"/>.</summary>
    static virtual TKey ReadKey<TReader>(ref TReader columns) where TReader : IColumnReader, allows ref struct =>
        throw new NotSupportedException("The read model was compiled without links.");

    /// <summary>
    /// Compares keys, about as a table sorts them: rows that are written in this order go to few pages.
    /// </summary>
    static abstract int Compare(TKey left, TKey right);

    /// <summary>The tags that the events of a key carry; default if rows are not found by tags alone.</summary>
    static abstract ImmutableArray<Tag> TagsOf(TKey key);
}
