using System.ComponentModel;

namespace Opossum.Typed.CompilerServices;

/// <summary>A decision model that handlers of a read model take, folded up to their event. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ReadModelJoin
{
    private protected ReadModelJoin(string name, DecisionModelShape shape) => (Name, Shape) = (name, shape);

    /// <summary>The name of the decision model.</summary>
    public string Name { get; }

    /// <summary>What the decision model says of itself.</summary>
    public DecisionModelShape Shape { get; }

    /// <summary>Describes a join.</summary>
    /// <typeparam name="TModel">The decision model.</typeparam>
    /// <typeparam name="TBoundary">
    /// The type of its boundary; a tuple of several tags, a <see cref="ValueTuple"/> of none.
    /// </typeparam>
    /// <param name="name">The name of the decision model, for the status.</param>
    /// <param name="create">Makes a model of a boundary that has folded nothing.</param>
    /// <param name="route">Adds the boundaries that an event of the model concerns.</param>
    /// <exception cref="ArgumentException">The state of the model can't be kept.</exception>
    public static ReadModelJoin Of<TModel, TBoundary>(string name, Func<TBoundary, TModel> create, JoinRoute<TBoundary> route)
        where TModel : IDecisionModel<TModel> where TBoundary : notnull
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(route);
        return DecisionModelShape<TModel>.Instance.CanBeKept
            ? new Join<TModel, TBoundary>(name, create, route)
            : throw new ArgumentException(
                $"The decision model '{name}' can't be joined: code that has a state of it could change it later.", nameof(name));
    }

    /// <summary>The states of a fold.</summary>
    internal abstract JoinStates Open(RowMemory memory);

    private sealed class Join<TModel, TBoundary>(string name, Func<TBoundary, TModel> create, JoinRoute<TBoundary> route)
        : ReadModelJoin(name, DecisionModelShape<TModel>.Instance)
        where TModel : IDecisionModel<TModel> where TBoundary : notnull
    {
        internal override JoinStates Open(RowMemory memory) => new JoinStates<TModel, TBoundary>(this, create, route, memory);
    }
}

/// <summary>Adds the boundaries of a decision model that an event concerns. For generated code.</summary>
/// <param name="e">The event.</param>
/// <param name="boundaries">Takes them.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void JoinRoute<TBoundary>(ref ProjectedEvent e, ref RowKeys<TBoundary> boundaries) where TBoundary : notnull;
