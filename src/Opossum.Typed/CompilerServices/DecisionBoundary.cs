using System.Collections.Immutable;
using System.ComponentModel;
using Opossum.Typed.Personal;

namespace Opossum.Typed.CompilerServices;

/// <summary>The boundaries of a decision's models, in the order in which events are folded. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DecisionBoundary
{
    private readonly ImmutableArray<BoundaryItem>.Builder _items = ImmutableArray.CreateBuilder<BoundaryItem>(initialCapacity: 4);

    internal DecisionBoundary() { }

    /// <summary>Adds a model's. The model holds nothing yet.</summary>
    public void Add<TModel>(in TModel model) where TModel : IDecisionModel<TModel> => Add(in model, isFresh: true);

    /// <summary>Adds those of several models.</summary>
    public void Add<TModel>(TModel[] models) where TModel : IDecisionModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(models);
        foreach (ref readonly var model in models.AsSpan()) Add(in model);
    }

    /// <param name="model">The model.</param>
    /// <param name="isFresh">Whether it is known to hold nothing, so that kept state may take its place.</param>
    internal void Add<TModel>(in TModel model, bool isFresh) where TModel : IDecisionModel<TModel>
    {
        var shape = DecisionModelShape<TModel>.Instance;
        var mayBeKept = isFresh && shape is { CanBeKept: true, Last: false };
        _items.Add(new(shape, DecisionModelShape.ItemOf(in model), mayBeKept, typeof(TModel)));
    }

    /// <param name="events">The event types, which say what tags are hidden.</param>
    internal ImmutableArray<BoundaryItem> ToItems(EventModel events)
    {
        for (var i = 0; i < _items.Count; i++) _items[i] = _items[i] with { Query = events.Hide(_items[i].Query) };
        return _items.DrainToImmutable();
    }
}

/// <summary>The boundary of one model.</summary>
/// <param name="Shape">What all models of the type have in common.</param>
/// <param name="Query">The events.</param>
/// <param name="MayBeKept">Whether its state may be that of an earlier decision, and be kept for later ones.</param>
/// <param name="Model">The type of the model.</param>
internal readonly record struct BoundaryItem(DecisionModelShape Shape, QueryItem Query, bool MayBeKept, Type Model);
