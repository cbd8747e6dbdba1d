using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>One read model, reached without reflection.</summary>
public abstract class ReadModelDescriptor
{
    private protected ReadModelDescriptor(ReadModelShape shape) => Shape = shape;

    /// <summary>What it says of itself.</summary>
    public ReadModelShape Shape { get; }

    /// <summary>The name of its table.</summary>
    public string Name => Shape.Name;

    /// <summary>True if statements run for its events, false if rows are folded.</summary>
    public virtual bool IsProjection => false;

    /// <summary>The descriptor of a read model.</summary>
    /// <typeparam name="TRow">The record.</typeparam>
    /// <typeparam name="TKey">The type of its key; a tuple of several, a <see cref="ValueTuple"/> of none.</typeparam>
    /// <exception cref="ArgumentException">The name of the table, a column or an index can't be one.</exception>
    public static ReadModelDescriptor Of<TRow, TKey>() where TRow : class, IReadModel<TRow, TKey> where TKey : notnull =>
        new OfRows<TRow, TKey>();

    /// <summary>The descriptor of a projection.</summary>
    /// <typeparam name="TProjection">The class.</typeparam>
    /// <typeparam name="TSession">What its handlers run statements by; only a storage that has one can host it.</typeparam>
    /// <exception cref="ArgumentException">The name of a table can't be one.</exception>
    public static ReadModelDescriptor OfProjection<TProjection, TSession>()
        where TProjection : class, IProjection<TProjection, TSession> => new OfStatements<TProjection, TSession>();

    /// <summary>The fold of the rows that are read.</summary>
    internal abstract ReadModelFold CreateFold(FoldContext context);

    /// <summary>As <see cref="CreateFold"/>, for rows that are made beside those that are read.</summary>
    internal abstract ReadModelFold CreateBeside(FoldContext context);

    private sealed class OfStatements<TProjection, TSession>() : ReadModelDescriptor(ReadModelNames.Checked(TProjection.Shape))
        where TProjection : class, IProjection<TProjection, TSession>
    {
        public override bool IsProjection => true;

        internal override ReadModelFold CreateFold(FoldContext context) => Create(context, isBeside: false);

        internal override ReadModelFold CreateBeside(FoldContext context) => Create(context, isBeside: true);

        private StatementFold<TProjection, TSession> Create(FoldContext context, bool isBeside) =>
            new(Shape, context.Storage.OpenProjection<TSession>(Shape, isBeside), isBeside);
    }

    /// <summary>Nobody, to begin with, who watches the rows.</summary>
    internal virtual RowWatchers CreateWatchers() => new();

    private sealed class OfRows<TRow, TKey>() : ReadModelDescriptor(ReadModelShape.Of<TRow>())
        where TRow : class, IReadModel<TRow, TKey> where TKey : notnull
    {
        internal override ReadModelFold CreateFold(FoldContext context) =>
            new RowFold<TRow, TKey>(Shape, context.Storage.OpenTable<TRow, TKey>(Shape), context, isBeside: false);

        internal override ReadModelFold CreateBeside(FoldContext context) =>
            new RowFold<TRow, TKey>(Shape, context.Storage.OpenBeside<TRow, TKey>(Shape), context, isBeside: true);

        internal override RowWatchers CreateWatchers() => new RowWatchers<TKey>();
    }
}
