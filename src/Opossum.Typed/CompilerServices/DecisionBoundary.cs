using System.Collections.Immutable;
using System.ComponentModel;

namespace Opossum.Typed.CompilerServices;

/// <summary>The boundaries of a decision's models, in the order in which events are folded. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DecisionBoundary
{
    private readonly ImmutableArray<BoundaryItem>.Builder _items = ImmutableArray.CreateBuilder<BoundaryItem>(initialCapacity: 4);

    internal DecisionBoundary() { }

    /// <summary>Adds a model's.</summary>
    public void Add<TModel>(in TModel model) where TModel : IDecisionModel<TModel> =>
        _items.Add(new(DecisionModelShape<TModel>.Instance, DecisionModelShape.ItemOf(in model)));

    /// <summary>Adds those of several models.</summary>
    public void Add<TModel>(TModel[] models) where TModel : IDecisionModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(models);
        foreach (ref readonly var model in models.AsSpan()) Add(in model);
    }

    internal ImmutableArray<BoundaryItem> ToItems() => _items.DrainToImmutable();
}

/// <summary>The boundary of one model.</summary>
internal readonly record struct BoundaryItem(DecisionModelShape Shape, QueryItem Query);
