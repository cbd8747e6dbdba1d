using System.ComponentModel;
using Opossum.Typed.Personal;

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
    private readonly SubjectKeyRing? _keys;
    private readonly Span<ModelPlace> _places;
    private readonly int _read;
    private readonly int _only;
    private readonly ModelExchange _exchange;
    private readonly EventBlock? _block;        // of an event that was read for read models; null for one of a view
    private readonly int _index;
    private IEvent? _decoded;
    private int _place;

    /// <param name="view">The event.</param>
    /// <param name="descriptor">Its type.</param>
    /// <param name="keys">What opens what is personal in it.</param>
    /// <param name="places">The models.</param>
    /// <param name="read">The read that it is of, and which some of the models take part in.</param>
    /// <param name="only">The one model that it was read for; -1 for all of the read.</param>
    internal EventCursor(EventView view, EventDescriptor descriptor, SubjectKeyRing? keys, Span<ModelPlace> places, int read, int only)
    {
        _view = view;
        _descriptor = descriptor;
        _keys = keys;
        _places = places;
        _read = read;
        _only = only;
    }

    /// <summary>An event for one model, which takes it.</summary>
    internal EventCursor(EventView view, EventDescriptor descriptor, SubjectKeyRing? keys)
    {
        _view = view;
        _descriptor = descriptor;
        _keys = keys;
    }

    /// <summary>An event of a block for one model, which takes it.</summary>
    internal EventCursor(EventBlock block, int index) => (_block, _index, _descriptor) = (block, index, block[index].Type);

    /// <summary>No event: takes models from their places, or to them.</summary>
    internal EventCursor(Span<ModelPlace> places, ModelExchange exchange)
    {
        _descriptor = null!;
        _places = places;
        _exchange = exchange;
    }

    /// <summary>The event's position.</summary>
    public readonly long Position => _block is null ? _view.Position : _block[_index].Position;

    /// <summary>When the event was recorded.</summary>
    public readonly DateTimeOffset RecordedAt => _block is null ? _view.RecordedAt : new(_block[_index].Ticks, TimeSpan.Zero);

    /// <summary>What the store knows of the event beside its payload.</summary>
    public readonly EventMetadata Metadata => _block is null ? _view.GetMetadata() : _block.MetadataOf(in _block[_index]);

    /// <summary>Folds the event into the next model, if it is of its boundary.</summary>
    public void Fold<TModel>(ref TModel model) where TModel : IDecisionModel<TModel>
    {
        ref var place = ref _places[_place++];
        if (_exchange != ModelExchange.None)
        {
            Exchange(ref model, ref place);
            return;
        }

        if (!IsFor(in place)) return;
        if (_only >= 0) model = model.Renew();          // of the last event nothing else counts, whatever an earlier attempt has folded
        place.Events++;
        place.NewEvents++;
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
    public TEvent Event<TEvent>() where TEvent : class, IEvent<TEvent> => _block is null
        ? (TEvent)(_decoded ??= EventDecoding.Decode(_view, _descriptor, _keys))
        : _block[_index].Decoded as TEvent ?? throw _block[_index].WhyNotDecoded;

    /// <summary>The query had the last word on the event as a whole; which of the models it is for, their types and tags tell.</summary>
    private readonly bool IsFor(in ModelPlace place)
    {
        if (_only >= 0) return _place - 1 == _only;
        if (place.Read != _read || _view.Position <= place.FoldedTo || !place.Item.Shape.Handles(_descriptor)) return false;
        foreach (var tag in place.Item.Query.Tags)
            if (!_view.HasTag(tag)) return false;
        return true;
    }

    private readonly void Exchange<TModel>(ref TModel model, ref ModelPlace place) where TModel : IDecisionModel<TModel>
    {
        if (_exchange == ModelExchange.Load)
        {
            if (place.Kept is { } kept) model = ((KeptState<TModel>)kept).CopyModel();
        }
        else if (place.SavesAs is { } key)
        {
            var snapshot = place.Kept?.SnapshotEvents ?? 0;
            place.Kept = _exchange == ModelExchange.Save
                ? new KeptState<TModel>(key, place.FoldedTo, place.Events, model) { SnapshotEvents = snapshot }
                : KeptState<TModel>.Decode(key, place.Stored!.Value, model);
        }
    }
}
