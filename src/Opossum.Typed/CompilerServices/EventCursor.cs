using System.ComponentModel;

namespace Opossum.Typed.CompilerServices;

/// <summary>
/// An event on its way through the models of a decision, each of which takes it or not. It is decoded once, and only when a handler uses
/// it. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct EventCursor
{
    private readonly EventView _view;
    private readonly EventDescriptor _descriptor;
    private readonly ReadOnlySpan<BoundaryItem> _items;
    private readonly int _only;
    private IEvent? _decoded;
    private int _item;

    /// <param name="view">The event.</param>
    /// <param name="descriptor">Its type.</param>
    /// <param name="items">The models' boundaries.</param>
    /// <param name="only">The one model that it was read for; -1 for all but those that want only the last.</param>
    internal EventCursor(EventView view, EventDescriptor descriptor, ReadOnlySpan<BoundaryItem> items, int only)
    {
        _view = view;
        _descriptor = descriptor;
        _items = items;
        _only = only;
    }

    /// <summary>The event's position.</summary>
    public readonly long Position => _view.Position;

    /// <summary>When the event was recorded.</summary>
    public readonly DateTimeOffset RecordedAt => _view.RecordedAt;

    /// <summary>What the store knows of the event beside its payload.</summary>
    public readonly EventMetadata Metadata => _view.GetMetadata();

    /// <summary>Folds the event into the next model, if it is of its boundary.</summary>
    public void Fold<TModel>(ref TModel model) where TModel : IDecisionModel<TModel>
    {
        if (!IsFor(_item++)) return;
        if (_only >= 0) model = model.Renew();          // of the last event nothing else counts, whatever an earlier attempt has folded
        TModel.Apply(ref model, ref this);
    }

    /// <summary>Folds the event into the next models, as many as there are.</summary>
    public void Fold<TModel>(TModel[] models) where TModel : IDecisionModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(models);
        foreach (ref var model in models.AsSpan()) Fold(ref model);
    }

    /// <summary>Whether the event is of this type.</summary>
    public readonly bool Is<TEvent>() where TEvent : class, IEvent<TEvent> =>
        ReferenceEquals(_descriptor, EventDescriptor<TEvent>.Instance);

    /// <summary>The event, decoded.</summary>
    /// <exception cref="EventFormatException">The payload is not what the event declares.</exception>
    public TEvent Event<TEvent>() where TEvent : class, IEvent<TEvent> => (TEvent)(_decoded ??= EventDecoding.Decode(_view, _descriptor));

    /// <summary>The query had the last word on the event as a whole; which of the models it is for, their tags tell.</summary>
    private readonly bool IsFor(int item)
    {
        if (_only >= 0) return item == _only;
        if (_items[item].Shape.Last) return false;
        foreach (var tag in _items[item].Query.Tags)
            if (!_view.HasTag(tag)) return false;
        return true;
    }
}
